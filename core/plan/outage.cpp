#include "core/plan/outage.h"

#include "core/base/check.h"
#include "core/base/enum_table.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

struct KindRow
{
    FaultKind kind;
    std::string_view name;
    FaultPlace place;
    std::uint16_t status; // that it always brings
};

// In the order of the enumerators: the index is the kind.
constexpr std::array<KindRow, kFaultKindCount> kKinds{{
    {FaultKind::Refuse, "refuse", FaultPlace::Instead, 0},
    {FaultKind::Reset, "reset", FaultPlace::Instead, 0},
    {FaultKind::Hang, "hang", FaultPlace::Instead, 0},
    {FaultKind::Status, "status", FaultPlace::Instead, 0},
    {FaultKind::SlowFirstToken, "slow_first_token", FaultPlace::Pace, 0},
    {FaultKind::SlowTokens, "slow_tokens", FaultPlace::Pace, 0},
    {FaultKind::Stall, "stall", FaultPlace::Inside, 0},
    {FaultKind::HeartbeatStall, "heartbeat_stall", FaultPlace::Inside, 0},
    {FaultKind::Cut, "cut", FaultPlace::Inside, 0},
    {FaultKind::Truncate, "truncate", FaultPlace::Inside, 0},
    {FaultKind::ErrorEvent, "error_event", FaultPlace::Inside, 0},
    {FaultKind::Malformed, "malformed", FaultPlace::Inside, 0},
    {FaultKind::Empty, "empty", FaultPlace::Answer, 0},
    {FaultKind::ContentFilter, "content_filter", FaultPlace::Instead, 400},
    {FaultKind::Refusal, "refusal", FaultPlace::Answer, 0},
    {FaultKind::ContextOverflow, "context_overflow", FaultPlace::Instead, 400},
    {FaultKind::Auth, "auth", FaultPlace::Instead, 401},
    {FaultKind::Billing, "billing", FaultPlace::Instead, 429},
    {FaultKind::ModelMissing, "model_missing", FaultPlace::Instead, 404},
    {FaultKind::Html, "html", FaultPlace::Instead, 0},
    {FaultKind::WrongModel, "wrong_model", FaultPlace::Answer, 0},
}};

static_assert(isInEnumeratorOrder(kKinds, &KindRow::kind));

const KindRow& rowOf(FaultKind kind) { return rowAt(kKinds, kind); }

// A factor travels as a whole number.
constexpr double kFactorUnit = 1e-6;

// Takes the next part up to ';' off the front.
std::string_view takePart(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

template<class Number>
bool readNumber(std::string_view text, std::int64_t low, std::int64_t high, Number& into)
{
    const auto value = parseInteger(text);
    if (!value || *value < low || *value > high) {
        return false;
    }
    into = static_cast<Number>(*value);
    return true;
}

bool readFaultMember(std::string_view key, std::string_view value, Fault& fault)
{
    if (key == "status") {
        return readNumber(value, 400, 599, fault.status);
    }
    if (key == "retry_after_us") {
        std::int64_t wait = 0;
        const bool isRead = readNumber(value, 0, INT64_MAX, wait);
        fault.retryAfter = Duration{wait};
        return isRead;
    }
    if (key == "after_tokens") {
        return readNumber(value, 0, UINT32_MAX, fault.afterTokens);
    }
    if (key == "delay_us") {
        std::int64_t delay = 0;
        const bool isRead = readNumber(value, 0, INT64_MAX, delay);
        fault.delay = Duration{delay};
        return isRead;
    }
    if (key == "factor_millionths") {
        std::int64_t factor = 0;
        const bool isRead = readNumber(value, 1'000'000, 100'000'000, factor);
        fault.factor = static_cast<double>(factor) * kFactorUnit;
        return isRead;
    }
    fault.code = value;
    return key == "code" && !hasControlCharacter(value);
}

} // namespace

std::string_view name(FaultKind kind) { return rowOf(kind).name; }

std::optional<FaultKind> faultKindFromName(std::string_view name)
{
    const auto found = std::ranges::find(kKinds, name, &KindRow::name);
    return found == kKinds.end() ? std::nullopt : std::optional(found->kind);
}

FaultKind faultKindAt(std::size_t index)
{
    US_CHECK(index < kKinds.size());
    return kKinds[index].kind;
}

FaultPlace placeOf(FaultKind kind) { return rowOf(kind).place; }

bool opensRealStream(const Fault& fault)
{
    if (fault.kind == FaultKind::SlowFirstToken) {
        return fault.factor > 1; // of what, only the real one knows
    }
    if (fault.kind == FaultKind::Malformed) {
        return fault.afterTokens > 0;
    }
    return fault.kind == FaultKind::SlowTokens || isInsideStream(fault.kind);
}

std::string lookalikeOf(std::string_view model) { return std::string(model) + "-lookalike"; }

std::uint16_t fixedStatus(FaultKind kind) { return rowOf(kind).status; }

std::string encodeFault(const Fault& fault)
{
    std::string text(name(fault.kind));
    text += ";status=" + std::to_string(fault.status);
    text += ";after_tokens=" + std::to_string(fault.afterTokens);
    if (fault.retryAfter) {
        text += ";retry_after_us=" + std::to_string(fault.retryAfter->count());
    }
    if (fault.delay > kNoDelay) {
        text += ";delay_us=" + std::to_string(fault.delay.count());
    }
    if (fault.factor > 1) {
        const auto millionths = static_cast<std::int64_t>(fault.factor / kFactorUnit + 0.5);
        text += ";factor_millionths=" + std::to_string(millionths);
    }
    if (!fault.code.empty()) {
        text += ";code=" + fault.code;
    }
    return text;
}

std::optional<Fault> decodeFault(std::string_view text)
{
    const auto kind = faultKindFromName(takePart(text));
    if (!kind) {
        return std::nullopt;
    }
    Fault fault;
    fault.kind = *kind;
    while (!text.empty()) {
        const std::string_view part = takePart(text);
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos ||
            !readFaultMember(part.substr(0, equals), part.substr(equals + 1), fault)) {
            return std::nullopt;
        }
    }
    return fault;
}

} // namespace understudy
