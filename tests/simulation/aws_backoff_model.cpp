#include "tests/simulation/aws_backoff_model.h"

#include "core/base/random.h"
#include "core/plan/sampling_math.h"

#include <cmath>
#include <functional>
#include <queue>
#include <tuple>
#include <vector>

namespace understudy {

namespace {

constexpr Duration kBase = milliseconds(5);
constexpr Duration kCap = milliseconds(2000);

enum class Place : std::uint8_t
{
    ServerReads,
    ClientHasRead,
    ServerWrites,
    ClientHasWritten
};

struct Message
{
    Duration at{};
    std::uint64_t number = 0; // of equal times the first sent comes first
    Place place = Place::ServerReads;
    std::uint32_t client = 0;
    std::uint64_t version = 0; // that was read
    bool isWritten = false;

    bool operator>(const Message& other) const
    {
        return std::tie(at, number) > std::tie(other.at, other.number);
    }
};

struct Client
{
    std::uint32_t conflicts = 0;
    Duration previous = kBase;
};

class BackoffWorld
{
public:
    BackoffWorld(const BackoffExperiment& experiment, std::uint64_t seed)
        : m_jitter(experiment.jitter)
        , m_clients(experiment.clients)
        , m_draws(seed)
    {}

    BackoffOutcome play()
    {
        for (std::uint32_t i = 0; i < m_clients.size(); ++i) {
            send({.at = hop(), .place = Place::ServerReads, .client = i});
        }
        while (!m_messages.empty()) {
            const Message message = m_messages.top();
            m_messages.pop();
            m_outcome.lastEnd = message.at;
            receive(message);
        }
        return m_outcome;
    }

private:
    void send(Message message)
    {
        message.number = m_sent++;
        m_messages.push(message);
    }

    void receive(Message message)
    {
        message.at += hop();
        switch (message.place) {
        case Place::ServerReads:
            message.version = m_version;
            message.place = Place::ClientHasRead;
            break;
        case Place::ClientHasRead: message.place = Place::ServerWrites; break;
        case Place::ServerWrites:
            ++m_outcome.writes;
            message.isWritten = message.version == m_version;
            m_version += message.isWritten ? 1 : 0;
            message.place = Place::ClientHasWritten;
            break;
        case Place::ClientHasWritten:
            if (message.isWritten) {
                return;
            }
            message.at += waitOf(m_clients[message.client]);
            message.place = Place::ServerReads;
            break;
        }
        send(message);
    }

    Duration hop()
    {
        const double milliseconds = 10 + 2 * normalQuantile(m_draws.unit() + 0x1p-54);
        return Duration{static_cast<std::int64_t>(std::abs(milliseconds) * 1000 + 0.5)};
    }

    Duration waitOf(Client& client)
    {
        ++client.conflicts;
        if (!m_jitter) {
            return {};
        }
        const Backoff backoff{kBase, 2, kCap, *m_jitter};
        client.previous = backoffDelay(backoff, client.conflicts, client.previous, m_draws.unit());
        return client.previous;
    }

    std::optional<Jitter> m_jitter;
    std::vector<Client> m_clients;
    RandomStream m_draws;
    std::priority_queue<Message, std::vector<Message>, std::greater<>> m_messages;
    std::uint64_t m_sent = 0;
    std::uint64_t m_version = 0;
    BackoffOutcome m_outcome;
};

} // namespace

BackoffOutcome playBackoff(const BackoffExperiment& experiment, std::uint64_t seed)
{
    return BackoffWorld(experiment, seed).play();
}

} // namespace understudy
