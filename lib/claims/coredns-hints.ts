export const corednsHints =
  './lab kubectl -n kube-system logs deployment/coredns; ./lab kubectl -n kube-system get configmap coredns -o yaml';
