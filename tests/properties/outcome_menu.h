// The outcomes that an attempt can have, as scripts: every kind that a driver can report and every
// limit that can end it; and limits short enough that virtual time stays short.
#pragma once

#include "tests/support/chain_builder.h"
#include "tests/support/scripted_attempt.h"

#include <vector>

namespace understudy {

inline const Timeouts kShortLimits{.connect = milliseconds(1000),
                                   .firstToken = milliseconds(3000),
                                   .byteIdle = milliseconds(1500),
                                   .payloadIdle = milliseconds(2000),
                                   .attempt = milliseconds(5000)};

// One of each way in which the engine can go on: for products with many settings.
inline std::vector<ScriptedAttempt> representatives()
{
    return {
        answers(2),
        fails(ErrorClass::Server, 503),              // retry
        fails(ErrorClass::RateLimitWait, 429, 1_s),  // a hint within patience
        fails(ErrorClass::RateLimitWait, 429, 30_s), // and beyond it
        fails(ErrorClass::InvalidRequest, 400),      // next, unless two agree
        fails(ErrorClass::PolicyPrompt, 400),        // stop
        breaksAfter(2),                              // mid-stream
        breaksAfter(2, ErrorClass::PolicyOutput),    // mid-stream, and it stops
        staysSilent(),                               // a limit
    };
}

inline std::vector<ScriptedAttempt> everyKind()
{
    std::vector<ScriptedAttempt> all = representatives();
    const auto add = [&](ScriptedAttempt attempt) { all.push_back(attempt); };
    add(fails(ErrorClass::Overload, 529)); // has a base of its own
    add({.failure = ErrorClass::Server, .status = 500, .shouldRetry = ShouldRetry::No});
    add({.failure = ErrorClass::InvalidRequest, .status = 409, .shouldRetry = ShouldRetry::Yes});
    add(fails(ErrorClass::Auth, 401));
    add(fails(ErrorClass::TransportReset)); // before any header
    add(fails(ErrorClass::Empty, 200));
    add(breaksAfter(0));                     // a stream that ends before content
    add(fails(ErrorClass::Overload, 200));   // an error inside a 200, before content
    add(breaksAfter(2, ErrorClass::Server)); // and after content
    add(fallsSilentAfter(Stage::Connected)); // first_token
    add(fallsSilentAfter(Stage::Headers));   // byte_idle
    add({.last = Stage::Beats, .beats = 5}); // pings for ever: payload_idle
    add({.last = Stage::Beats, .beats = 5, .beatKind = SignalKind::Payload}); // first_token
    add({.tokens = 2, .last = Stage::Tokens}); // stalls after content
    add({.interval = 1_s, .tokens = 9});       // longer than an attempt may last
    add({.firstToken = 3_s, .beats = 2});      // content at exactly the limit
    add({.interval = 1500_ms, .tokens = 3});   // every token at exactly the idle limit
    return all;
}

} // namespace understudy
