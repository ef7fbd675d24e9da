//go:build tools

// Package tools names the programs built here, so that `go mod tidy` keeps what they need.
package tools

import (
	_ "go.universe.tf/metallb/controller"
	_ "go.universe.tf/metallb/speaker"
)
