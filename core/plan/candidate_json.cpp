#include "core/plan/candidate_json.h"

#include "core/json/json_pointer.h"
#include "core/plan/limits.h"
#include "core/plan/member_reader.h"
#include "core/plan/member_writer.h"

namespace understudy {

namespace {

constexpr std::size_t kLongestPattern = 100; // no class has a longer name

Backoff readBackoff(ObjectReader& reader)
{
    Backoff backoff;
    readMilliseconds(reader, "base_ms", limits::kWait, backoff.base);
    readNumber(reader, "factor", limits::kFactor, backoff.factor);
    readMilliseconds(reader, "cap_ms", limits::kWait, backoff.cap);
    readWord(reader, "jitter", backoff.jitter);
    return backoff;
}

Timeouts readTimeouts(ObjectReader& reader)
{
    Timeouts timeouts;
    readMilliseconds(reader, "connect_ms", limits::kLimit, timeouts.connect);
    readMilliseconds(reader, "first_token_ms", limits::kLimit, timeouts.firstToken);
    readMilliseconds(reader, "byte_idle_ms", limits::kLimit, timeouts.byteIdle);
    readMilliseconds(reader, "payload_idle_ms", limits::kLimit, timeouts.payloadIdle);
    readMilliseconds(reader, "attempt_ms", limits::kLimit, timeouts.attempt);
    return timeouts;
}

BreakerPolicy readBreaker(ObjectReader& reader)
{
    BreakerPolicy breaker;
    readWord(reader, "kind", breaker.kind);
    readNumber(reader, "failure_ratio", limits::kShare, breaker.failureRatio);
    readMilliseconds(reader, "window_ms", limits::kLimit, breaker.window);
    readInteger(reader, "window_calls", limits::kPositiveCount, breaker.windowCalls);
    readInteger(reader, "min_calls", limits::kCount, breaker.minCalls);
    readInteger(reader, "consecutive", limits::kPositiveCount, breaker.consecutive);
    readMilliseconds(reader, "open_ms", limits::kWait, breaker.open);
    readNumber(reader, "growth", limits::kFactor, breaker.growth);
    readMilliseconds(reader, "max_open_ms", limits::kWait, breaker.maxOpen);
    readInteger(reader, "probes", limits::kPositiveCount, breaker.probes);
    return breaker;
}

ReactionRules readReactions(ObjectReader& owner)
{
    ReactionRules rules;
    const Json* object = owner.object("reactions");
    if (object == nullptr) {
        return rules;
    }
    const std::string pointer = pointerTo(owner.pointer(), "reactions");
    for (const auto& member : object->items()) {
        if (member.key().size() > kLongestPattern) {
            owner.refuse("reactions", "reaction.class", "holds a key that is no failure class");
            continue;
        }
        const auto word = member.value().is_string()
                              ? fromFileWord<Reaction>(member.value().get<std::string>())
                              : std::nullopt;
        if (!word) {
            owner.problems().push_back({"word", pointerTo(pointer, member.key()),
                                        "must be one of " + allowedFileWords<Reaction>(), 0, 0});
        }
        rules.push_back({member.key(), word.value_or(Reaction::Next)});
    }
    return rules;
}

// Reads the object `name` of `owner` with `read`, keeping its members; absent or null: nothing.
template<class Value>
std::optional<Value> readPart(ObjectReader& owner, const char* name, FileMembers& members,
                              Value (*read)(ObjectReader&))
{
    if (owner.isNull(name)) {
        return std::nullopt;
    }
    const Json* object = owner.object(name);
    if (object == nullptr) {
        return std::nullopt;
    }
    ObjectReader reader(*object, pointerTo(owner.pointer(), name), owner.problems());
    Value value = read(reader);
    keepMembers(reader, pointerTo("", name), members);
    return value;
}

Price readOwnPrice(ObjectReader& reader)
{
    reader.require({"input_usd_per_mtok", "output_usd_per_mtok"});
    return readPrice(reader, "cached_usd_per_mtok");
}

// Unlike a breaker or a price, these are always there: null says nothing about them.
void refuseNull(ObjectReader& reader, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (reader.isNull(name)) {
            reader.refuse(name, "type", "must be an object");
        }
    }
}

Json backoffToJson(const Candidate& candidate)
{
    const Backoff absent;
    const Backoff& backoff = candidate.backoff;
    MemberWriter writer(candidate.members, "/backoff");
    writer.put("base_ms", backoff.base, absent.base);
    writer.put("factor", backoff.factor, backoff.factor != absent.factor);
    writer.put("cap_ms", backoff.cap, absent.cap);
    writer.put("jitter", fileWord(backoff.jitter), backoff.jitter != absent.jitter);
    return writer.take();
}

Json timeoutsToJson(const Candidate& candidate)
{
    const Timeouts absent;
    const Timeouts& timeouts = candidate.timeouts;
    MemberWriter writer(candidate.members, "/timeouts");
    writer.put("connect_ms", timeouts.connect, absent.connect);
    writer.put("first_token_ms", timeouts.firstToken, absent.firstToken);
    writer.put("byte_idle_ms", timeouts.byteIdle, absent.byteIdle);
    writer.put("payload_idle_ms", timeouts.payloadIdle, absent.payloadIdle);
    writer.put("attempt_ms", timeouts.attempt, absent.attempt);
    return writer.take();
}

Json breakerToJson(const Candidate& candidate)
{
    if (!candidate.breaker) {
        return nullptr;
    }
    const BreakerPolicy absent;
    const BreakerPolicy& breaker = *candidate.breaker;
    MemberWriter writer(candidate.members, "/breaker");
    writer.put("kind", fileWord(breaker.kind), breaker.kind != absent.kind);
    writer.put("failure_ratio", breaker.failureRatio, breaker.failureRatio != absent.failureRatio);
    writer.put("window_ms", breaker.window, absent.window);
    writer.put("window_calls", breaker.windowCalls, absent.windowCalls);
    writer.put("min_calls", breaker.minCalls, breaker.minCalls != absent.minCalls);
    writer.put("consecutive", breaker.consecutive, absent.consecutive);
    writer.put("open_ms", breaker.open, absent.open);
    writer.put("growth", breaker.growth, breaker.growth != absent.growth);
    writer.put("max_open_ms", breaker.maxOpen, absent.maxOpen);
    writer.put("probes", breaker.probes, breaker.probes != absent.probes);
    return writer.take();
}

double usd(NanoUsd nano) { return static_cast<double>(nano) / 1e9; }

Json priceToJson(const Candidate& candidate)
{
    if (!candidate.price) {
        return nullptr;
    }
    const Price& price = *candidate.price;
    MemberWriter writer(candidate.members, "/price");
    writer.always("input_usd_per_mtok", usd(price.inputPerMtok));
    writer.put("cached_usd_per_mtok", usd(price.cachedPerMtok),
               price.cachedPerMtok != price.inputPerMtok);
    writer.always("output_usd_per_mtok", usd(price.outputPerMtok));
    return writer.take();
}

Json reactionsToJson(const ReactionRules& rules)
{
    Json object = Json::object();
    for (const ReactionRule& rule : rules) {
        object[rule.pattern] = fileWord(rule.reaction);
    }
    return object;
}

} // namespace

Candidate candidateFromJson(const Json& value, const std::string& pointer, Problems& problems)
{
    Candidate candidate;
    FileMembers& members = candidate.members;
    ObjectReader reader(value, pointer, problems);
    reader.require({"provider", "model"});
    refuseNull(reader, {"backoff", "timeouts"});
    readText(reader, "id", candidate.id);
    readText(reader, "provider", candidate.provider);
    readText(reader, "model", candidate.model);
    readText(reader, "key", candidate.key);
    readBoolean(reader, "enabled", candidate.enabled);
    readInteger(reader, "tries", limits::kTries, candidate.tries);
    assignFound(readPart(reader, "backoff", members, &readBackoff), candidate.backoff);
    assignFound(readPart(reader, "timeouts", members, &readTimeouts), candidate.timeouts);
    candidate.reactions = readReactions(reader);
    candidate.breaker = readPart(reader, "breaker", members, &readBreaker);
    readNumber(reader, "weight", limits::kWeight, candidate.weight);
    candidate.price = readPart(reader, "price", members, &readOwnPrice);
    candidate.params = readJsonMembers(reader, "params");
    keepMembers(reader, "", members);
    sortWritten(members);
    return candidate;
}

Json candidateToJson(const Candidate& candidate)
{
    MemberWriter writer(candidate.members);
    writer.put("id", candidate.id, !candidate.id.empty());
    writer.always("provider", candidate.provider);
    writer.always("model", candidate.model);
    writer.put("key", candidate.key, !candidate.key.empty());
    writer.put("enabled", candidate.enabled, !candidate.enabled);
    writer.put("tries", candidate.tries, candidate.tries != Candidate{}.tries);
    writer.putObject("backoff", backoffToJson(candidate));
    writer.putObject("timeouts", timeoutsToJson(candidate));
    writer.putObject("reactions", reactionsToJson(candidate.reactions));
    writer.put("breaker", breakerToJson(candidate), candidate.breaker.has_value());
    writer.put("weight", candidate.weight, candidate.weight != Candidate{}.weight);
    writer.put("price", priceToJson(candidate), candidate.price.has_value());
    writer.putObject("params", jsonOf(candidate.params));
    return writer.take();
}

} // namespace understudy
