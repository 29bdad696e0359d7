// An HttpAttemptDriver between a scripted transport and a log: what went out, and the story of
// signals, text and notes as one line each.
#pragma once

#include "core/wire/http_attempt_driver.h"
#include "tests/support/manual_scheduler.h"
#include "tests/support/scripted_transport.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

class SignalLog final : public SignalSink, public TextSink
{
public:
    void onSignal(const AttemptSignal& signal) override
    {
        last = signal;
        if (!(signal.kind == SignalKind::Bytes && hidesBytes)) {
            lines.push_back(describe(signal));
        }
        if (whenSignalled) {
            whenSignalled(signal);
        }
    }
    void onText(std::uint32_t run, std::uint32_t attempt, std::string_view delta) override
    {
        lastPlace = {run, attempt};
        text += delta;
        lines.push_back("text " + std::string(delta));
    }
    void onNote(std::uint32_t run, std::uint32_t attempt, NoteKind kind,
                std::string_view note) override
    {
        lastPlace = {run, attempt};
        const char* name = kind == NoteKind::Message       ? "message "
                           : kind == NoteKind::RequestName ? "request "
                           : kind == NoteKind::Model       ? "model "
                                                           : "dropped ";
        lines.push_back(name + std::string(note));
    }

    std::string story() const
    {
        std::string result;
        for (const std::string& line : lines) {
            result += (result.empty() ? "" : " | ") + line;
        }
        return result;
    }

    std::function<void(const AttemptSignal&)> whenSignalled;
    AttemptSignal last;
    std::vector<std::string> lines;
    std::string text;
    std::pair<std::uint32_t, std::uint32_t> lastPlace; // run, attempt of a text or note
    bool hidesBytes = true;                            // their number depends on the chunks

private:
    static std::string describe(const AttemptSignal& signal)
    {
        const std::string usage = " usage " + std::to_string(signal.usage.input) + "/" +
                                  std::to_string(signal.usage.cached) + "/" +
                                  std::to_string(signal.usage.output);
        switch (signal.kind) {
        case SignalKind::Connected: return "connected";
        case SignalKind::Headers: return "headers " + std::to_string(signal.status);
        case SignalKind::Bytes: return "bytes";
        case SignalKind::Payload: return "payload";
        case SignalKind::FirstToken: return "first token";
        case SignalKind::Progress: return "progress " + std::to_string(signal.tokens);
        case SignalKind::Succeeded:
            return "succeeded " + std::string(name(signal.finish)) + " " +
                   std::to_string(signal.tokens) + usage;
        case SignalKind::Failed:
            return "failed " + std::string(name(signal.errorClass)) + " " +
                   std::to_string(signal.status) + " " + std::to_string(signal.tokens) + usage;
        }
        return "?";
    }
};

class KeyRing final : public CredentialSource
{
public:
    std::optional<Secret> keyFor(std::string_view keyName, std::string_view origin) const override
    {
        asked.push_back(std::string(keyName) + " " + std::string(origin));
        const auto found = keys.find(std::string(keyName));
        return found == keys.end() ? std::nullopt : std::optional(Secret(found->second));
    }
    std::map<std::string, std::string> keys = {{"openai", "sk-secret"}, {"anthropic", "sk-ant"}};
    mutable std::vector<std::string> asked;
};

struct DriverBench
{
    static Endpoint openAi()
    {
        return {.provider = "openai",
                .model = "gpt-5",
                .dialect = Dialect::OpenAiChat,
                .auth = AuthStyle::Bearer,
                .base = *parseUrl("https://api.openai.com/v1"),
                .keyName = "openai"};
    }
    static Endpoint anthropic()
    {
        return {.provider = "anthropic",
                .model = "claude-sonnet-4-5",
                .dialect = Dialect::Anthropic,
                .auth = AuthStyle::XApiKey,
                .base = *parseUrl("https://api.anthropic.com"),
                .keyName = "anthropic"};
    }
    static ResponseHead stream() { return {200, "OK", {{"content-type", "text/event-stream"}}}; }

    explicit DriverBench(Endpoint endpoint = openAi())
    {
        auto live = std::make_shared<LiveRequest>();
        live->chat.messages = {{Role::User, "Say hello, please."}}; // 18 bytes: 5 tokens
        live->endpoints = {std::move(endpoint)};
        live->runIndex = 41;
        request = driver.add(std::move(live));
    }

    AttemptStart start(std::uint32_t attempt = 1) const
    {
        AttemptStart result;
        result.id = {attempt, 7};
        result.request = request;
        result.run = 3;
        result.attempt = attempt;
        result.ordinal = 2;
        return result;
    }
    void begin() { driver.begin(start()); }
    // Begins, connects and answers with a stream's head.
    void beginStream()
    {
        begin();
        transport.connect(0);
        transport.answer(0, stream());
    }
    std::string story() const { return log.story(); }

    ManualScheduler scheduler;
    ScriptedTransport transport;
    SignalLog log;
    KeyRing keys;
    HttpAttemptDriver driver{transport, scheduler, log, log, keys};
    RequestId request = 0;
};

} // namespace understudy
