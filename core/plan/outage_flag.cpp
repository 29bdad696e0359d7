#include "core/base/text.h"
#include "core/plan/limits.h"
#include "core/plan/outage.h"
#include "core/plan/outage_rules.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr double kLongestSeconds = 1e9;

// Reads one flag part by part; the first thing that is wrong ends it.
class FlagReader
{
public:
    explicit FlagReader(std::string_view text)
        : m_rest(text)
        , m_whole(text)
    {}

    Result<Outage> read(std::string id)
    {
        m_outage.id = std::move(id);
        const bool isRead = readTarget() && readKind() && readRest() && checkWhole();
        if (!isRead) {
            return Failure{m_problem};
        }
        return m_outage;
    }

private:
    bool fail(const char* code, std::string what)
    {
        m_problem = {code, "", "--outage '" + validUtf8(m_whole) + "': " + std::move(what)};
        return false;
    }

    bool readTarget()
    {
        const std::size_t equals = m_rest.find('=');
        if (equals == std::string_view::npos || equals == 0) {
            return fail("outage.syntax",
                        "write it as TARGET=KIND[:VALUE][:key=value]..., as in openai=status:503");
        }
        const std::string_view target = m_rest.substr(0, equals);
        const std::size_t slash = std::min(target.find('/'), target.size());
        m_outage.provider = target.substr(0, slash);
        if (slash < target.size()) {
            m_outage.model = target.substr(slash + 1);
        }
        m_rest.remove_prefix(equals + 1);
        if (m_outage.provider.empty() || m_outage.model.empty()) {
            return fail("outage.target", "the target is PROVIDER, PROVIDER/MODEL or *");
        }
        return true;
    }

    std::string_view takePart()
    {
        const std::size_t colon = m_rest.find(':');
        m_hasMore = colon != std::string_view::npos; // so that an empty last part is seen
        const std::string_view part = m_rest.substr(0, colon);
        m_rest = m_hasMore ? m_rest.substr(colon + 1) : std::string_view();
        return part;
    }

    bool readKind()
    {
        const auto kind = checkedFaultKind(takePart());
        if (!kind) {
            return fail(kind.error().code.c_str(), kind.error().what);
        }
        m_outage.fault.kind = *kind;
        return true;
    }

    bool readRest()
    {
        for (bool isFirst = true; m_hasMore; isFirst = false) {
            const std::string_view part = takePart();
            const std::size_t equals = part.find('=');
            const bool isRead = equals == std::string_view::npos
                                    ? readValue(part, isFirst)
                                    : readKey(part.substr(0, equals), part.substr(equals + 1));
            if (!isRead) {
                return false;
            }
        }
        return true;
    }

    bool readValue(std::string_view value, bool isFirst)
    {
        Fault& fault = m_outage.fault;
        const std::string kind(name(fault.kind));
        if (!isFirst) {
            return fail("outage.syntax", "after the value come only key=value parts, not '" +
                                             std::string(value) + "'");
        }
        if (fault.kind == FaultKind::Status) {
            return readInteger(value, kind, 400, 599, fault.status);
        }
        if (isInsideStream(fault.kind)) {
            return readInteger(value, kind, 0, 1'000'000'000, fault.afterTokens);
        }
        if (fault.kind == FaultKind::SlowFirstToken) {
            std::int64_t late = 0;
            const bool isRead = readInteger(value, kind, 1, limits::kMostMilliseconds, late);
            fault.delay = milliseconds(late);
            return isRead;
        }
        if (fault.kind == FaultKind::SlowTokens) {
            return readFactor(value, kind);
        }
        return fail("outage.value", kind + " takes no value, but got '" + std::string(value) + "'");
    }

    bool readKey(std::string_view key, std::string_view value)
    {
        Fault& fault = m_outage.fault;
        if (std::ranges::find(m_seen, key) != m_seen.end()) {
            return fail("outage.key", std::string(key) + " is given twice");
        }
        m_seen.push_back(key);
        if (key == "share") {
            return readNumber(value, "share", 1, m_outage.share);
        }
        if (key == "from") {
            return readSeconds(value, "from", window().from);
        }
        if (key == "until") {
            return readSeconds(value, "until", window().until.emplace());
        }
        if (key == "count") {
            return readInteger(value, "count", 1, 1'000'000'000, m_outage.count.emplace());
        }
        if (key == "retry_after" && fault.kind == FaultKind::Status) {
            return readSeconds(value, "retry_after", fault.retryAfter.emplace());
        }
        if (key == "code" && takesCode()) {
            return readCode(value);
        }
        if (key == "factor" && fault.kind == FaultKind::SlowFirstToken) {
            return readFactor(value, "factor");
        }
        return failKey(key);
    }

    bool takesCode() const
    {
        return m_outage.fault.kind == FaultKind::Status ||
               m_outage.fault.kind == FaultKind::ErrorEvent;
    }

    bool failKey(std::string_view key)
    {
        const FaultKind kind = m_outage.fault.kind;
        std::string allowed = "share, from, until, count";
        allowed += kind == FaultKind::Status ? ", retry_after" : "";
        allowed += kind == FaultKind::SlowFirstToken ? ", factor" : "";
        allowed += takesCode() ? ", code" : "";
        return fail("outage.key", std::string(name(kind)) + " has no key '" + std::string(key) +
                                      "'; allowed are " + allowed);
    }

    bool readCode(std::string_view value)
    {
        m_outage.fault.code = value;
        return isFaultCode(value) ||
               fail("outage.code", "code must be letters, digits and . _ - * only, at most 100");
    }

    OutageWindow& window()
    {
        return m_outage.window ? *m_outage.window : m_outage.window.emplace();
    }

    template<class Number>
    bool readInteger(std::string_view text, const std::string& key, std::int64_t low,
                     std::int64_t high, Number& into)
    {
        const auto value = parseInteger(text);
        if (!value || *value < low || *value > high) {
            return fail("range", key + " must be an integer from " + std::to_string(low) + " to " +
                                     std::to_string(high) + ", not '" + std::string(text) + "'");
        }
        into = static_cast<Number>(*value);
        return true;
    }

    bool readNumber(std::string_view text, const char* key, double high, double& into)
    {
        const auto value = parseDecimal(text);
        if (!value || *value < 0 || *value > high) {
            return fail("range", std::string(key) + " must be a number from 0 to " +
                                     std::to_string(static_cast<std::int64_t>(high)) + ", not '" +
                                     std::string(text) + "'");
        }
        into = *value;
        return true;
    }

    bool readFactor(std::string_view text, const std::string& key)
    {
        const auto value = parseDecimal(text);
        m_outage.fault.factor = value.value_or(0);
        return (value && limits::kFactor.holds(*value)) ||
               fail("range",
                    key + " must be a number from 1 to 100, not '" + std::string(text) + "'");
    }

    bool readSeconds(std::string_view text, const char* key, Duration& into)
    {
        double seconds = 0;
        const bool isRead = readNumber(text, key, kLongestSeconds, seconds);
        into = milliseconds(static_cast<std::int64_t>(seconds * 1e3 + 0.5)); // as files hold it
        return isRead;
    }

    bool checkWhole()
    {
        const Problems problems = validate(m_outage);
        return problems.empty() || fail(problems[0].code.c_str(), inFlagWords(problems[0]));
    }

    // Problems speak of a file's members; a flag has none.
    std::string inFlagWords(const Problem& problem) const
    {
        if (problem.code == "outage.window") {
            return "until must be later than from";
        }
        if (problem.code != "outage.pace") {
            return problem.pointer + ": " + problem.what;
        }
        return m_outage.fault.kind == FaultKind::SlowTokens
                   ? "slow_tokens needs how many times as slow, as in slow_tokens:4"
                   : "slow_first_token needs either milliseconds, as in slow_first_token:2000, or "
                     "a factor, as in slow_first_token:factor=3";
    }

    std::string_view m_rest;
    std::string_view m_whole;
    bool m_hasMore = false;
    std::vector<std::string_view> m_seen;
    Outage m_outage;
    Problem m_problem;
};

} // namespace

Result<Outage> outageFromFlag(std::string_view text, std::string id)
{
    return FlagReader(text).read(std::move(id));
}

} // namespace understudy
