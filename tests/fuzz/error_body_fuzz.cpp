// Any status with any body: one class, a row that says why, words that are short, UTF-8 and free of
// the key.
#include "core/base/check.h"
#include "core/base/text.h"
#include "core/wire/classify.h"
#include "core/wire/retry_after.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace understudy;
    if (size < 2) {
        return 0;
    }
    const std::string_view body(reinterpret_cast<const char*>(data) + 2, size - 2);
    const auto status = static_cast<std::uint16_t>(300 + (data[0] * 256 + data[1]) % 300);
    const AttemptFacts attempt{.provider = "openai",
                               .key = "sk-key+/=x",
                               .now = UnixTime(0),
                               .readsHintsInMessages = true};
    const ResponseHead head{status, "", {}};

    const Verdict verdict = classifyResponse(head, body, attempt);

    US_CHECK(verdict.errorClass != ErrorClass::None);
    US_CHECK(!verdict.row.empty() && verdict.status == status);
    US_CHECK(verdict.message.size() <= kErrorTextBytes + 32);
    US_CHECK(verdict.message == validUtf8(verdict.message));
    US_CHECK(verdict.message.find(attempt.key) == std::string::npos);
    US_CHECK(!verdict.hint || (*verdict.hint > Duration{} && *verdict.hint <= kLongestHint));
    US_CHECK(classifyResponse(head, body, attempt) == verdict);
    return 0;
}
