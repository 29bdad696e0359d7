// What holds for any bytes given to a dialect's stream decoder: the same deltas and state however
// they are cut, valid UTF-8, and an answer only with the terminal marker and without any error.
#pragma once

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/wire/classify.h"
#include "tests/core/wire/decoded_stream.h"

#include <algorithm>
#include <cstdint>

namespace understudy {

struct StreamReading
{
    std::string story;
    std::string text;
    StreamState state;
};

inline StreamReading readStream(Dialect dialect, std::string_view bytes, std::size_t pieceSize,
                                bool isMessageWhole)
{
    DecodedStream stream(dialect, {.lineBytes = 512, .eventBytes = 1024});
    for (std::size_t at = 0; at < bytes.size(); at += pieceSize) {
        stream.feed(bytes.substr(at, pieceSize));
    }
    stream.end(isMessageWhole);
    return {stream.story, stream.text, stream.state()};
}

inline void checkSame(const StreamReading& a, const StreamReading& b)
{
    US_CHECK(a.story == b.story);
    US_CHECK(a.text == b.text);
    US_CHECK(a.state.tokens == b.state.tokens);
    US_CHECK(a.state.finish == b.state.finish);
    US_CHECK(a.state.isWhole == b.state.isWhole && a.state.isDone == b.state.isDone);
    US_CHECK(a.state.isJson == b.state.isJson && a.state.isWindowFull == b.state.isWindowFull);
    US_CHECK(a.state.fault == b.state.fault && a.state.error == b.state.error);
    US_CHECK(a.state.usage == b.state.usage && a.state.model == b.state.model);
}

inline void checkVerdict(const StreamState& state, StreamEnding ending)
{
    const ResponseHead head{200, "OK", {}};
    const Verdict verdict = classifyStream(head, state, ending, {});
    const bool isAnswer = verdict.errorClass == ErrorClass::None;
    US_CHECK(!isAnswer || (state.isWhole && !state.error && state.fault == StreamFault::None));
    US_CHECK(!isAnswer || state.tokens > 0 || state.finish == Finish::Refusal);
    US_CHECK(isAnswer || !verdict.row.empty());
    US_CHECK(verdict.message == validUtf8(verdict.message));
    US_CHECK(verdict.message.size() <= kErrorTextBytes + 32);
}

// The first byte says whether the message was whole.
inline int checkStreamLaws(Dialect dialect, const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const bool isWhole = (data[0] & 1) != 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const StreamReading whole = readStream(dialect, bytes, bytes.size() + 1, isWhole);
    checkSame(readStream(dialect, bytes, 1, isWhole), whole);
    checkSame(readStream(dialect, bytes, 7, isWhole), whole);
    US_CHECK(whole.text == validUtf8(whole.text));
    US_CHECK(!whole.state.isWhole || whole.state.finish);
    checkVerdict(whole.state, isWhole ? StreamEnding::Complete : StreamEnding::Closed);
    return 0;
}

} // namespace understudy
