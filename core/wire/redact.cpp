#include "core/wire/redact.h"

#include "core/base/text.h"

#include <algorithm>
#include <vector>

namespace understudy {

namespace {

constexpr std::string_view kStandIn = "[key]";

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

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.~").find(c) != std::string_view::npos;
}

std::string percentEncoded(std::string_view key, std::string_view digits)
{
    std::string text;
    for (const char c : key) {
        const auto byte = static_cast<unsigned char>(c);
        text += isUnreserved(c) ? std::string(1, c)
                                : std::string{'%', digits[byte >> 4], digits[byte & 15]};
    }
    return text;
}

std::string jsonEscaped(std::string_view key, std::string_view escaped)
{
    std::string text;
    for (const char c : key) {
        if (escaped.find(c) != std::string_view::npos) {
            text += '\\';
        }
        text += c;
    }
    return text;
}

// The characters of base64 that depend on the key alone when it stands `offset` bytes into a group
// of three: encoded somewhere inside a longer text, as in "Bearer <key>", it can be found by them.
std::string base64Core(std::string_view key, std::size_t offset, std::string_view alphabet)
{
    const std::string bytes = std::string(offset, '\0') + std::string(key);
    std::string text;
    for (std::size_t bit = 0; bit + 6 <= bytes.size() * 8; bit += 6) {
        unsigned value = 0;
        for (std::size_t i = bit; i < bit + 6; ++i) {
            const auto byte = static_cast<unsigned char>(bytes[i / 8]);
            value = value * 2 + ((byte >> (7 - i % 8)) & 1U);
        }
        text += alphabet[value];
    }
    const std::size_t shared = (offset * 8 + 5) / 6; // with what stands in front
    return text.substr(std::min(shared, text.size()));
}

struct Spelling
{
    std::string text;
    std::size_t tail = 0; // characters behind it that hold a few bits of the key
};

// The key as it may come back: itself, in an address, inside JSON, and in either base64.
std::vector<Spelling> spellingsOf(std::string_view key)
{
    constexpr std::size_t kTelling = 8; // shorter pieces of base64 stand in innocent text too
    constexpr std::string_view kCommon =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::vector<Spelling> spellings;
    spellings.push_back({std::string(key)});
    spellings.push_back({percentEncoded(key, "0123456789ABCDEF")});
    spellings.push_back({percentEncoded(key, "0123456789abcdef")});
    spellings.push_back({jsonEscaped(key, "\"\\")});
    spellings.push_back({jsonEscaped(key, "\"\\/")});
    for (const std::string_view last : {"+/", "-_"}) {
        const std::string alphabet = std::string(kCommon) + std::string(last);
        for (std::size_t offset = 0; offset < 3; ++offset) {
            const std::size_t tail = (offset + key.size()) % 3 == 0 ? 0 : 1;
            std::string core = base64Core(key, offset, alphabet);
            if (core.size() >= kTelling) {
                spellings.push_back({std::move(core), tail});
            }
        }
    }
    return spellings;
}

std::string without(std::string_view text, const Spelling& secret)
{
    std::string result;
    for (;;) {
        const std::size_t found = text.find(secret.text);
        result += text.substr(0, found);
        if (found == std::string_view::npos) {
            return result;
        }
        result += kStandIn;
        text.remove_prefix(std::min(found + secret.text.size() + secret.tail, text.size()));
    }
}

} // namespace

std::string redact(std::string_view text, std::string_view key)
{
    std::string result(text);
    if (key.empty()) {
        return result;
    }
    for (const Spelling& spelling : spellingsOf(key)) {
        result = without(result, spelling);
    }
    return result;
}

std::string keptMessage(std::string_view message, std::string_view key, std::size_t limit)
{
    // Redacted before it is cut: the cut might leave half a key.
    const std::string safe = validUtf8(redact(message, key));
    return std::string(capped(safe, limit));
}

} // namespace understudy
