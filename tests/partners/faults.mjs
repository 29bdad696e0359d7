// What each fault of the embedded providers looks like to the official clients. A row a fault:
//   fault      as in a scenario file
//   openai     what the client throws: a class of the client, or null for none
//   anthropic  the same of the other client
//   tokens     how many deltas arrive before it, when a stream begins at all
// No row ends with the stream's terminal marker.
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
];

function status(number, name) {
    return { fault: { kind: "status", status: number }, openai: name, anthropic: name };
}

function inside(fault, name) {
    return { fault, openai: name, anthropic: name, tokens: fault.after_tokens };
}

export function nameOf({ fault }) {
    const value = fault.status ?? fault.after_tokens;
    return value === undefined ? fault.kind : `${fault.kind}:${value}`;
}
