//go:build tools

// Package tools names the tests built here, so that `go mod tidy` keeps what they need.
package tools

import (
	_ "k8s.io/kubernetes/test/e2e"
)
