#include "core/plan/lint_secrets.h"

#include "core/json/json_pointer.h"

#include <algorithm>
#include <array>
#include <string>

namespace understudy {

namespace {

constexpr std::array<std::string_view, 7> kKeyBeginnings{"sk-",  "gsk_", "xai-", "csk-",
                                                         "AIza", "tgp_", "pplx-"};
constexpr std::size_t kShortestKey = 20;
constexpr std::string_view kKeyCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            "0123456789_-";

bool looksLikeKey(std::string_view word)
{
    return word.size() >= kShortestKey &&
           std::ranges::any_of(kKeyBeginnings, [word](std::string_view beginning) {
               return word.starts_with(beginning);
           });
}

class SecretLint
{
public:
    explicit SecretLint(RuleChecks& warn)
        : m_warn(warn)
    {}

    // The text is never repeated.
    void check(const std::string& pointer, std::string_view text)
    {
        if (holdsWhatLooksLikeAKey(text)) {
            m_warn.refuse("lint.secret", pointer,
                          "looks like a key; keep it in the keychain (understudy-cli keys set "
                          "PROVIDER) and remove it here");
        }
    }

    void check(const std::string& pointer, const JsonMembers& members)
    {
        for (const auto& [name, json] : members) {
            check(pointerTo(pointer, name), json);
        }
    }

    // Members that are kept though nobody knows them.
    void check(const std::string& pointer, const FileMembers& members)
    {
        for (const auto& [relative, json] : members.unknown) {
            check(pointer + relative, json);
        }
    }

private:
    RuleChecks& m_warn;
};

void checkProvider(const Provider& provider, SecretLint& lint)
{
    const std::string pointer = pointerTo("/providers", provider.name);
    lint.check(pointer + "/base_url", provider.baseUrl.value_or(std::string()));
    for (const auto& [name, value] : provider.headers) {
        lint.check(pointerTo(pointer + "/headers", name), value);
    }
    lint.check(pointer, provider.members);
}

void checkCandidate(const Candidate& candidate, const std::string& pointer, SecretLint& lint)
{
    lint.check(pointer + "/key", candidate.key);
    lint.check(pointer + "/params", candidate.params);
    lint.check(pointer, candidate.members);
}

} // namespace

bool holdsWhatLooksLikeAKey(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t start = text.find_first_of(kKeyCharacters);
        if (start == std::string_view::npos) {
            return false;
        }
        const std::size_t end = text.find_first_not_of(kKeyCharacters, start);
        if (looksLikeKey(text.substr(start, end - start))) {
            return true;
        }
        text = end == std::string_view::npos ? std::string_view() : text.substr(end);
    }
    return false;
}

void lintSecrets(const Chain& chain, RuleChecks& warn)
{
    SecretLint lint(warn);
    lint.check("/name", chain.name);
    lint.check("/notes", chain.notes);
    lint.check("/params", chain.params);
    lint.check("", chain.members);
    for (const Provider& provider : chain.providers) {
        checkProvider(provider, lint);
    }
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        const std::string step = pointerTo("/steps", i);
        lint.check(step, chain.steps[i].members);
        for (std::size_t j = 0; j < chain.steps[i].candidates.size(); ++j) {
            checkCandidate(chain.steps[i].candidates[j], pointerTo(step + "/candidates", j), lint);
        }
    }
}

} // namespace understudy
