//go:build tools

// Package tools names the provider built here, so that `go mod tidy` keeps what it needs.
package tools

import _ "github.com/dmacvicar/terraform-provider-libvirt"
