#include "core/serve/stage_servers.h"

#include "core/base/check.h"

#include <algorithm>

namespace understudy {

StageServers::StageServers(Scheduler& scheduler)
    : m_scheduler(scheduler)
    , m_start(scheduler.now())
{}

StageServers::~StageServers() { m_scheduler.forgetTarget(*this); }

StageServers::Seat StageServers::admit(const std::pair<std::string, std::string>& model,
                                       const Capacity& capacity, const SimulatedAttempt& attempt,
                                       ServedClient& client)
{
    const std::size_t place = placeOf(model, capacity);
    const std::uint64_t tokens =
        std::uint64_t{attempt.usage.input} + std::uint64_t{attempt.usage.output};
    const std::uint64_t ticket = ++m_lastTicket;
    const AdmissionAnswer answer =
        m_models[place]->servers.admit(m_scheduler.now(), ticket, tokens);
    if (answer.admission == Admission::Rejected) {
        return {answer, 0};
    }
    m_visits[ticket] = {place, &client, answer.admission == Admission::Queues, m_scheduler.now(),
                        attempt.last};
    return {answer, ticket};
}

void StageServers::finish(std::uint64_t ticket)
{
    const auto found = m_visits.find(ticket);
    US_CHECK(found != m_visits.end() && !found->second.isWaiting);
    const std::size_t model = found->second.model;
    m_visits.erase(found);
    release(model);
}

void StageServers::abandon(std::uint64_t ticket)
{
    const auto found = m_visits.find(ticket);
    US_CHECK(found != m_visits.end());
    const Visit visit = found->second;
    m_visits.erase(found);
    Model& model = *m_models[visit.model];
    if (visit.isWaiting) {
        model.servers.leaveQueue(ticket);
    } else if (model.onAbandon == OnAbandon::Finish) {
        const Instant end = std::max(visit.served + visit.last, m_scheduler.now());
        m_scheduler.wakeAt(end, *this, visit.model);
    } else {
        release(visit.model);
    }
}

// A server that worked on for nobody is free.
void StageServers::onWake(std::uint64_t model) { release(static_cast<std::size_t>(model)); }

void StageServers::release(std::size_t model)
{
    if (const std::optional<std::uint64_t> ticket = m_models[model]->servers.release()) {
        Visit& visit = m_visits.at(*ticket);
        visit.isWaiting = false;
        visit.served = m_scheduler.now();
        visit.client->onServed();
    }
}

std::size_t StageServers::placeOf(const std::pair<std::string, std::string>& name,
                                  const Capacity& capacity)
{
    const auto [found, isNew] = m_places.try_emplace(name, m_models.size());
    if (isNew) {
        m_models.push_back(std::make_unique<Model>(capacity));
        m_models.back()->servers.reset(m_start);
    }
    return found->second;
}

} // namespace understudy
