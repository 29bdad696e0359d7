// Who serves models: where, in which dialect, and how a request proves who sent it.
#pragma once

#include "core/plan/file_members.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

enum class Dialect : std::uint8_t
{
    OpenAiChat,
    OpenAiResponses,
    Anthropic,
    Gemini,
    Ollama,
    Text
};
enum class AuthStyle : std::uint8_t
{
    None,
    Bearer,
    XApiKey,
    ApiKey,
    XGoogApiKey
};

std::string_view name(Dialect dialect);
std::string_view name(AuthStyle auth);
std::optional<Dialect> dialectFromName(std::string_view name);
std::optional<AuthStyle> authStyleFromName(std::string_view name);

// A provider entry of a chain file. Unset members fall back to the built-in provider of that name.
struct Provider
{
    std::string name;
    std::optional<Dialect> dialect;
    std::optional<std::string> baseUrl;
    std::optional<AuthStyle> auth;
    std::vector<std::pair<std::string, std::string>> headers; // never secret
    std::vector<std::string> models;                          // what it serves
    FileMembers members;

    bool operator==(const Provider&) const = default;
};

// A provider that needs no entry in the chain file.
struct KnownProvider
{
    std::string_view name;  // "openai"
    std::string_view title; // "OpenAI"
    Dialect dialect;
    AuthStyle auth;
    std::string_view baseUrl;     // as the vendor's own SDK calls it; empty: must be given (azure)
    std::string_view environment; // read only on request: "OPENAI_API_KEY"; empty: none
};

std::span<const KnownProvider> knownProviders();
const KnownProvider* findKnownProvider(std::string_view name); // null when unknown

} // namespace understudy
