#include "core/wire/redact.h"

#include "core/base/text.h"

namespace understudy {

namespace {

// Cuts at a character's start.
std::string_view capped(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit) {
        return text;
    }
    const auto isContinuation = [&text](std::size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    };
    while (limit > 0 && isContinuation(limit)) {
        --limit;
    }
    return text.substr(0, limit);
}

} // namespace

std::string redact(std::string_view text, std::string_view key)
{
    std::string result;
    while (!key.empty()) {
        const std::size_t found = text.find(key);
        if (found == std::string_view::npos) {
            break;
        }
        result += text.substr(0, found);
        result += "[key]";
        text.remove_prefix(found + key.size());
    }
    result += text;
    return result;
}

std::string keptMessage(std::string_view message, std::string_view key, std::size_t limit)
{
    // Redacted before it is cut: the cut might leave half a key.
    const std::string safe = validUtf8(redact(message, key));
    return std::string(capped(safe, limit));
}

} // namespace understudy
