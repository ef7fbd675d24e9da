/** Factors of the suffixes that a quantity of the Kubernetes API has (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/). */
const factors: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** `100m` is 0.1, `2Gi` is 2147483648. 0 for nothing, and for what is no quantity. */
export function quantity(text = ''): number {
  const [, number, suffix] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(text) ?? [];
  return Number(number ?? 0) * (factors[suffix ?? ''] ?? 0);
}
