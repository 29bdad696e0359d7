#include "ui/models/outage_board.h"

#include "ui/models/chain_edits.h"
#include "ui/text/model_title.h"
#include "ui/text/strings.h"

#include <QStringList>

#include <algorithm>

namespace understudy {

namespace {

using Entries = std::vector<OutageBoard::Entry>;

OutageBoard::Entry entryFor(const std::string& provider, const Entries& known)
{
    const QString name = toQString(provider);
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const auto& entry) { return entry.provider == name; });
    return found != known.end() ? *found
                                : OutageBoard::Entry{name, providerTitle(provider), 0, false};
}

bool hasSameProviders(const Entries& a, const Entries& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x.provider == y.provider; });
}

int countActive(const Entries& entries)
{
    return static_cast<int>(
        std::count_if(entries.begin(), entries.end(), [](const auto& e) { return e.isOn; }));
}

} // namespace

OutageBoard::OutageBoard(QObject* parent)
    : QObject(parent)
    , m_presets(faultPresets())
{}

void OutageBoard::followChain(const Chain& chain)
{
    Entries entries;
    for (const std::string& provider : providersOf(chain)) {
        entries.push_back(entryFor(provider, m_entries));
    }
    if (hasSameProviders(entries, m_entries)) {
        Q_EMIT changed(); // the blast radius may differ
        return;
    }
    const bool losesActive = countActive(entries) != countActive(m_entries);
    m_entries = std::move(entries);
    Q_EMIT entriesChanged();
    if (losesActive) {
        announceEdit();
    } else {
        Q_EMIT changed();
    }
}

void OutageBoard::setOn(int entry, bool isOn)
{
    Entry& target = m_entries[static_cast<std::size_t>(entry)];
    if (target.isOn != isOn) {
        target.isOn = isOn;
        announceEdit();
    }
}

void OutageBoard::setPreset(int entry, int preset)
{
    Entry& target = m_entries[static_cast<std::size_t>(entry)];
    if (target.preset == preset) {
        return;
    }
    target.preset = preset;
    if (target.isOn) {
        announceEdit();
    } else {
        Q_EMIT changed();
    }
}

bool OutageBoard::switchOn(const Outage& outage)
{
    const auto preset =
        std::find_if(m_presets.begin(), m_presets.end(), [&](const FaultPreset& candidate) {
            const bool isSameKind = candidate.fault.kind == outage.fault.kind;
            return isSameKind && (outage.fault.kind != FaultKind::Status ||
                                  candidate.fault.status == outage.fault.status);
        });
    if (preset == m_presets.end()) {
        return false;
    }
    bool isFound = false;
    for (Entry& entry : m_entries) {
        if (outage.provider == "*" || entry.provider.toStdString() == outage.provider) {
            entry.preset = static_cast<int>(preset - m_presets.begin());
            entry.isOn = isFound = true;
        }
    }
    if (isFound) {
        announceEdit();
    }
    return isFound;
}

void OutageBoard::haltAll()
{
    if (!hasActive()) {
        return;
    }
    for (Entry& entry : m_entries) {
        entry.isOn = false;
    }
    announceEdit();
}

bool OutageBoard::hasActive() const { return countActive(m_entries) > 0; }

std::vector<Outage> OutageBoard::active() const
{
    std::vector<Outage> outages;
    for (const Entry& entry : m_entries) {
        if (!entry.isOn) {
            continue;
        }
        const FaultPreset& preset = m_presets[static_cast<std::size_t>(entry.preset)];
        Outage& outage = outages.emplace_back();
        outage.id = "outage-" + entry.provider.toStdString();
        outage.name = tr("%1: %2").arg(entry.title, preset.label).toStdString();
        outage.provider = entry.provider.toStdString();
        outage.fault = preset.fault;
    }
    return outages;
}

QString OutageBoard::summary() const
{
    QStringList parts;
    for (const Entry& entry : m_entries) {
        if (entry.isOn) {
            const FaultPreset& preset = m_presets[static_cast<std::size_t>(entry.preset)];
            parts += tr("%1: %2").arg(entry.title, preset.label);
        }
    }
    const int count = sizeOf(parts);
    const QString head = count == 1 ? tr("1 outage active") : tr("%n outages active", "", count);
    return count == 0 ? QString() : tr("%1 · %2").arg(head, parts.join(tr(", ")));
}

QString OutageBoard::blastRadius(const Chain& chain) const
{
    const auto isHit = [this](const Step& step) {
        return std::any_of(step.candidates.begin(), step.candidates.end(), [&](const auto& c) {
            return c.enabled && entryFor(c.provider, m_entries).isOn;
        });
    };
    const auto hit = std::count_if(chain.steps.begin(), chain.steps.end(), isHit);
    const int steps = sizeOf(chain.steps);
    return steps == 1 ? tr("affects %1 of 1 step").arg(hit)
                      : tr("affects %1 of %n steps", "", steps).arg(hit);
}

void OutageBoard::announceEdit()
{
    Q_EMIT changed();
    Q_EMIT activeEdited(active());
}

} // namespace understudy
