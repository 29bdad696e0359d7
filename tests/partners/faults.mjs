// What each fault of the embedded providers looks like to the official clients. A row a fault:
//   fault      as in a scenario file
//   openai     what the client throws: a class of the client, or null for none
//   anthropic  the same of the other client
//   tokens     how many deltas arrive before it, when a stream begins at all
//   isWhole    a whole answer comes in spite of it
//   ends       the stream's terminal marker comes
//   isRefused  the model declines, in its dialect's own way
//   isOther    another model than the one that was asked for answers
// A new kind of fault is a new row.
export const faults = [
    { fault: { kind: "refuse" }, openai: "APIConnectionError", anthropic: "APIConnectionError" },
    { fault: { kind: "reset" }, openai: "APIConnectionError", anthropic: "APIConnectionError" },
    {
        fault: { kind: "hang" },
        openai: "APIConnectionTimeoutError",
        anthropic: "APIConnectionTimeoutError",
    },
    status(400, "BadRequestError"),
    status(401, "AuthenticationError"),
    status(403, "PermissionDeniedError"),
    status(404, "NotFoundError"),
    status(409, "ConflictError"),
    status(422, "UnprocessableEntityError"),
    status(429, "RateLimitError"),
    status(500, "InternalServerError"),
    status(503, "InternalServerError"),
    status(529, "InternalServerError"),
    // The clients hand a broken connection on as the platform's own error.
    inside({ kind: "cut", after_tokens: 0 }, "Error"),
    inside({ kind: "cut", after_tokens: 3 }, "Error"),
    // A clean end without the marker is no error to them: whoever uses them must look for it.
    inside({ kind: "truncate", after_tokens: 0 }, null),
    inside({ kind: "truncate", after_tokens: 3 }, null),
    inside({ kind: "error_event", after_tokens: 0 }, "APIError"),
    inside({ kind: "error_event", after_tokens: 3 }, "APIError"),
    inside({ kind: "malformed", after_tokens: 0 }, "Error"),
    inside({ kind: "malformed", after_tokens: 3 }, "Error"),
    // Nothing more comes: the clients wait until whoever uses them gives up, and call that an end.
    inside({ kind: "stall", after_tokens: 3 }, null),
    inside({ kind: "heartbeat_stall", after_tokens: 3 }, null),
    whole({ kind: "slow_first_token", add_ms: 300 }),
    whole({ kind: "slow_tokens", factor: 2 }),
    { ...whole({ kind: "wrong_model" }), isOther: true },
    { fault: { kind: "empty" }, openai: null, anthropic: null, ends: true },
    { fault: { kind: "refusal" }, openai: null, anthropic: null, ends: true, isRefused: true },
    // A page is a stream without events to them.
    { fault: { kind: "html" }, openai: null, anthropic: null },
    { fault: { kind: "auth" }, openai: "AuthenticationError", anthropic: "AuthenticationError" },
    { fault: { kind: "billing" }, openai: "RateLimitError", anthropic: "RateLimitError" },
    { fault: { kind: "model_missing" }, openai: "NotFoundError", anthropic: "NotFoundError" },
    { fault: { kind: "context_overflow" }, openai: "BadRequestError", anthropic: "BadRequestError" },
    { fault: { kind: "content_filter" }, openai: "BadRequestError", anthropic: "BadRequestError" },
];

function status(number, name) {
    return { fault: { kind: "status", status: number }, openai: name, anthropic: name };
}

function inside(fault, name) {
    return { fault, openai: name, anthropic: name, tokens: fault.after_tokens };
}

function whole(fault) {
    return { fault, openai: null, anthropic: null, isWhole: true, ends: true };
}

export function nameOf({ fault }) {
    const value = fault.status ?? fault.after_tokens;
    return value === undefined ? fault.kind : `${fault.kind}:${value}`;
}
