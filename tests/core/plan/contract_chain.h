// The example of the file contract, every member of it written out.
#pragma once

#include <string_view>

namespace understudy::testing {

inline constexpr std::string_view kContractChain = R"json({
  "format": "understudy-chain",
  "version": 1,
  "name": "Three-deep safety net",
  "notes": "",
  "deadline_ms": 120000,
  "max_attempts": 16,
  "max_cost_nusd": null,
  "patience_ms": 10000,
  "mid_stream": "restart",
  "hold_tokens": 0,
  "retry_budget": null,
  "params": {
    "temperature": 1.0,
    "max_tokens": null
  },
  "providers": {
    "local": {
      "dialect": "openai-chat",
      "base_url": "http://127.0.0.1:11434/v1",
      "auth": "none"
    }
  },
  "steps": [
    {
      "id": "lead",
      "selection": {
        "kind": "in_order"
      },
      "candidates": [
        {
          "id": "gpt-5",
          "provider": "openai",
          "model": "gpt-5",
          "enabled": true,
          "tries": 3,
          "backoff": {
            "base_ms": 500,
            "factor": 2.0,
            "cap_ms": 8000,
            "jitter": "sdk"
          },
          "timeouts": {
            "connect_ms": 10000,
            "first_token_ms": 60000,
            "byte_idle_ms": 30000,
            "payload_idle_ms": 60000,
            "attempt_ms": 600000
          },
          "reactions": {
            "rate_limit.wait": "retry",
            "policy.prompt": "stop"
          },
          "breaker": {
            "kind": "ratio",
            "failure_ratio": 0.5,
            "window_ms": 60000,
            "window_calls": null,
            "min_calls": 5,
            "consecutive": null,
            "open_ms": 30000,
            "growth": 1.0,
            "max_open_ms": 600000,
            "probes": 1
          },
          "weight": 1.0,
          "params": {}
        }
      ]
    },
    {
      "id": "wings",
      "selection": {
        "kind": "race",
        "stagger_ms": 0,
        "width": null,
        "win": "first_token"
      },
      "candidates": [
        {
          "provider": "anthropic",
          "model": "claude-sonnet-4-5"
        },
        {
          "provider": "local",
          "model": "llama3"
        }
      ]
    },
    {
      "id": "pool",
      "selection": {
        "kind": "balance",
        "strategy": "latency",
        "siblings": true
      },
      "candidates": [
        {
          "provider": "openai",
          "model": "gpt-5"
        }
      ]
    }
  ],
  "goals": [
    {
      "metric": "availability",
      "at_least": 0.999
    },
    {
      "metric": "total_ms.p95",
      "at_most": 4000
    },
    {
      "metric": "cost_usd_per_1k_runs",
      "at_most": 4
    }
  ]
}
)json";

} // namespace understudy::testing
