#include "core/plan/scenario_twins.h"

#include "core/base/text.h"
#include "core/json/json_pointer.h"
#include "core/plan/law_json.h"
#include "core/plan/limits.h"
#include "core/plan/member_reader.h"
#include "core/plan/member_writer.h"
#include "core/plan/reaction_pattern.h"
#include "core/plan/scenario_words.h"

namespace understudy {

namespace {

constexpr std::size_t kLongestTarget = 500;

// "*", "provider/*" or "provider/model".
bool isTwinTarget(std::string_view target)
{
    const std::size_t slash = target.find('/');
    return target == "*" || (slash != std::string_view::npos && slash > 0 &&
                             slash + 1 < target.size() && target.substr(0, slash) != "*");
}

// The classes that an attempt can fail with.
std::string failureClasses()
{
    std::string names;
    for (std::size_t i = 0; i < kErrorClassCount; ++i) {
        const auto errorClass = static_cast<ErrorClass>(i);
        if (hasReaction(errorClass)) {
            names += (names.empty() ? "" : ", ") + std::string(name(errorClass));
        }
    }
    return names;
}

void readClass(ObjectReader& reader, ErrorClass& into)
{
    reader.require({"class"});
    const auto word = reader.text("class");
    const auto found = word ? errorClassFromName(*word) : std::nullopt;
    if (found && hasReaction(*found)) {
        into = *found;
    } else if (word) {
        reader.refuse("class", "word", "must be one of " + failureClasses());
    }
}

TwinFailure readFailure(ObjectReader& reader)
{
    TwinFailure failure;
    readClass(reader, failure.errorClass);
    if (!reader.isNull("status")) {
        readInteger(reader, "status", limits::kAnswerStatus, failure.status);
    }
    reader.require({"share"});
    readNumber(reader, "share", limits::kShare, failure.share);
    assignFound(readTimeLaw(reader, "after", failure.members), failure.after);
    failure.afterTokens = readCountLaw(reader, "after_tokens", failure.members);
    readMilliseconds(reader, "retry_after_ms", limits::kWait, failure.retryAfter);
    if (reader.has("after") && reader.has("after_tokens")) {
        reader.refuse("after", "twin.after",
                      "stands beside after_tokens; a failure comes after a time or after tokens");
    }
    if (isBeforeConnection(failure.errorClass) && failure.status != 0) {
        reader.refuse("status", "twin.status",
                      "cannot come: " + std::string(name(failure.errorClass)) +
                          " fails before a connection stands; remove it");
    }
    keepMembers(reader, "", failure.members);
    sortWritten(failure.members);
    return failure;
}

std::optional<std::vector<TwinFailure>> readFailures(ObjectReader& twin)
{
    const Json* array = twin.array("failures");
    if (array == nullptr) {
        return std::nullopt;
    }
    const std::string pointer = pointerTo(twin.pointer(), "failures");
    std::vector<TwinFailure> failures;
    double sum = 0;
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader reader((*array)[i], pointerTo(pointer, i), twin.problems());
        failures.push_back(readFailure(reader));
        sum += failures.back().share;
    }
    if (sum > 1 + limits::kShareTolerance) {
        twin.refuse("failures", "twin.shares",
                    "have shares that add up to more than 1; each attempt draws one outcome, so "
                    "lower them");
    }
    return failures;
}

void readPerMinute(ObjectReader& reader, const char* name, std::optional<double>& into)
{
    if (!reader.isNull(name)) {
        into = reader.number(name, limits::kPerMinute);
    }
}

std::optional<Capacity> readCapacity(ObjectReader& twin, FileMembers& kept)
{
    const Json* object = twin.isNull("capacity") ? nullptr : twin.object("capacity");
    if (object == nullptr) {
        return std::nullopt;
    }
    Capacity capacity;
    ObjectReader reader(*object, pointerTo(twin.pointer(), "capacity"), twin.problems());
    readInteger(reader, "concurrent", limits::kServers, capacity.concurrent);
    readWord(reader, "when_full", capacity.whenFull);
    readInteger(reader, "queue_limit", limits::kCount, capacity.queueLimit);
    readWord(reader, "on_abandon", capacity.onAbandon);
    readPerMinute(reader, "requests_per_min", capacity.requestsPerMinute);
    readPerMinute(reader, "tokens_per_min", capacity.tokensPerMinute);
    keepMembers(reader, "/capacity", kept);
    return capacity;
}

Twin readTwin(std::string target, ObjectReader& reader)
{
    Twin twin;
    twin.target = std::move(target);
    twin.firstToken = readTimeLaw(reader, "first_token", twin.members);
    twin.tokenInterval = readTimeLaw(reader, "token_interval", twin.members);
    twin.outputTokens = readCountLaw(reader, "output_tokens", twin.members);
    twin.inputTokens = readCountLaw(reader, "input_tokens", twin.members);
    twin.failures = readFailures(reader);
    twin.capacity = readCapacity(reader, twin.members);
    keepMembers(reader, "", twin.members);
    sortWritten(twin.members);
    return twin;
}

Json failureToJson(const TwinFailure& failure)
{
    MemberWriter writer(failure.members);
    writer.always("class", name(failure.errorClass));
    writer.put("status", failure.status != 0 ? Json(failure.status) : Json(), failure.status != 0);
    writer.always("share", plainNumber(failure.share));
    writer.put("after", lawToJson(failure.after, failure.members, "/after"),
               failure.after != TwinFailure{}.after);
    if (failure.afterTokens) {
        writer.always("after_tokens",
                      lawToJson(*failure.afterTokens, failure.members, "/after_tokens"));
    }
    writer.put("retry_after_ms", failure.retryAfter, std::optional<Duration>());
    return writer.take();
}

Json failuresToJson(const std::vector<TwinFailure>& failures)
{
    Json array = Json::array();
    for (const TwinFailure& failure : failures) {
        array.push_back(failureToJson(failure));
    }
    return array;
}

Json numberOrNull(const std::optional<double>& value)
{
    return value ? plainNumber(*value) : Json();
}

Json capacityToJson(const Capacity& capacity, const FileMembers& kept)
{
    const Capacity absent;
    MemberWriter writer(kept, "/capacity");
    writer.put("concurrent", capacity.concurrent, absent.concurrent);
    writer.put("when_full", fileWord(capacity.whenFull), capacity.whenFull != absent.whenFull);
    writer.put("queue_limit", capacity.queueLimit, absent.queueLimit);
    writer.put("on_abandon", fileWord(capacity.onAbandon), capacity.onAbandon != absent.onAbandon);
    writer.put("requests_per_min", numberOrNull(capacity.requestsPerMinute),
               capacity.requestsPerMinute.has_value());
    writer.put("tokens_per_min", numberOrNull(capacity.tokensPerMinute),
               capacity.tokensPerMinute.has_value());
    return writer.take();
}

template<class Law>
void writeLaw(MemberWriter& writer, const char* name, const std::optional<Law>& law,
              const FileMembers& kept)
{
    if (law) {
        writer.always(name, lawToJson(*law, kept, pointerTo("", name)));
    }
}

Json twinToJson(const Twin& twin)
{
    MemberWriter writer(twin.members);
    writeLaw(writer, "first_token", twin.firstToken, twin.members);
    writeLaw(writer, "token_interval", twin.tokenInterval, twin.members);
    writeLaw(writer, "output_tokens", twin.outputTokens, twin.members);
    writeLaw(writer, "input_tokens", twin.inputTokens, twin.members);
    if (twin.failures) {
        writer.always("failures", failuresToJson(*twin.failures));
    }
    writer.put("capacity", twin.capacity ? capacityToJson(*twin.capacity, twin.members) : Json(),
               twin.capacity.has_value());
    return writer.take();
}

} // namespace

bool isBeforeConnection(ErrorClass errorClass)
{
    return errorClass == ErrorClass::TransportDns || errorClass == ErrorClass::TransportConnect ||
           errorClass == ErrorClass::TransportTls;
}

std::vector<Twin> readTwins(ObjectReader& scenario)
{
    std::vector<Twin> twins;
    const Json* object = scenario.object("twins");
    if (object == nullptr) {
        return twins;
    }
    for (const auto& member : object->items()) {
        const std::string& target = member.key();
        if (!isTwinTarget(target) || hasControlCharacter(target) ||
            target.size() > kLongestTarget) {
            scenario.refuse("twins", "twin.target",
                            "holds a key that is not *, PROVIDER/* or PROVIDER/MODEL: '" +
                                target.substr(0, 60) + "'");
            continue;
        }
        ObjectReader reader(member.value(), pointerTo("/twins", target), scenario.problems());
        twins.push_back(readTwin(target, reader));
    }
    return twins;
}

Json twinsToJson(const std::vector<Twin>& twins)
{
    Json object = Json::object();
    for (const Twin& twin : twins) {
        object[twin.target] = twinToJson(twin);
    }
    return object;
}

} // namespace understudy
