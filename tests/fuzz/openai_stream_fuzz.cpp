// Any bytes as the body of a streamed answer.
#include "tests/fuzz/stream_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return understudy::checkStreamLaws(understudy::Dialect::OpenAiChat, data, size);
}
