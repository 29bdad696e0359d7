// The attempts of a journal as the signals that a driver gave: what a provider did, apart from the
// chain that asked it.
#pragma once

#include "core/engine/attempt_signal.h"
#include "core/plan/compiled_chain.h"
#include "core/record/run_batch.h"

#include <string>
#include <vector>

namespace understudy {

struct SignalAfter
{
    Duration after{}; // from the attempt's start
    AttemptSignal signal{};
};

struct RecordedAttempt
{
    std::string provider;
    std::string model;
    bool connects = true;             // false: it ended before a connection stood
    bool isWhole = false;             // it ended by itself: nothing about it is unknown
    Duration watched{};               // until it ended, or nobody looked any more
    std::vector<SignalAfter> signals; // by time; of a whole one the last is the end
    std::string message;              // why it failed, in the provider's words
    std::string text;

    bool hasHeaders() const;
    std::uint32_t tokens() const; // content received while it was watched
};

// In the order in which they began. A wait hint is known only from the wait that it led to; one
// that was beyond the chain's patience counts as just beyond it. Signs of life between the headers
// and the first content are not recorded: unless the attempt stalled, there is one each second.
std::vector<RecordedAttempt> recordedAttempts(const RunBatch& records, const CompiledChain& chain);

} // namespace understudy
