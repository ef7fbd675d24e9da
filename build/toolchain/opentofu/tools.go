//go:build tools

// Package tools names the program built here, so that `go mod tidy` keeps what it needs.
package tools

import _ "github.com/opentofu/opentofu/cmd/tofu"
