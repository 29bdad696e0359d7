// Any text as an address in a chain file: what passes is what the client will understand, and goes
// unencrypted to this computer only.
#include "core/base/check.h"
#include "core/plan/url_shape.h"
#include "core/wire/http_message.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace understudy;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto url = parseUrl(text);
    if (url) {
        US_CHECK(url->port > 0 && !url->host.empty() && url->path.starts_with('/'));
        US_CHECK(url->host.find_first_of("@/?# \r\n") == std::string::npos);
        US_CHECK(url->isLoopback() == isLoopbackHost(url->host));
        const auto again = parseUrl(url->origin() + url->path);
        US_CHECK(again && *again == *url);
    }
    if (problemOfBaseUrl(text).empty()) {
        US_CHECK(url && (url->isSecure || url->isLoopback()));
    }
    return 0;
}
