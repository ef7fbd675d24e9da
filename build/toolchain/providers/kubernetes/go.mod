module provider/kubernetes

go 1.15

require github.com/hashicorp/terraform-provider-kubernetes v1.13.4

// The provider's own go.mod replaces these; a replace counts only in the main module, so it is repeated here.
replace (
	github.com/go-openapi/spec => github.com/go-openapi/spec v0.19.5
	github.com/moby/term => github.com/moby/term v0.0.0-20200507123241-dbdd9cc6608d
	// Newer than the provider asks for: the old one does not link with today's Go.
	golang.org/x/sys => golang.org/x/sys v0.30.0
	k8s.io/cli-runtime => k8s.io/cli-runtime v0.19.1
	k8s.io/client-go => k8s.io/client-go v0.19.1
	// The original host is gone; this is the same package at its new home.
	vbom.ml/util => github.com/fvbommel/util v0.0.3
)
