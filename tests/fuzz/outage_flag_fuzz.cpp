// Any text as the command line's outage flag and as the fault header: a clear problem, or a fault
// that survives the header.
#include "core/base/check.h"
#include "core/plan/outage.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace understudy;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto outage = outageFromFlag(text, "o1");
    if (outage) {
        US_CHECK(outage->id == "o1" && !outage->provider.empty() && !outage->model.empty());
        US_CHECK(outage->share >= 0 && outage->share <= 1);
        US_CHECK(decodeFault(encodeFault(outage->fault)) == outage->fault);
    } else {
        US_CHECK(!outage.error().code.empty() && !outage.error().what.empty());
    }
    if (const auto fault = decodeFault(text)) {
        US_CHECK(decodeFault(encodeFault(*fault)) == fault);
    }
    return 0;
}
