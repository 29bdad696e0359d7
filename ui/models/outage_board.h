// Which provider of the chain is down, and how: the state behind the outage rows. Providers that
// leave the chain and come back keep their chosen fault, but never come back switched on.
#pragma once

#include "core/plan/chain.h"
#include "core/plan/outage.h"
#include "ui/models/fault_presets.h"

#include <QObject>
#include <QString>

#include <vector>

namespace understudy {

class OutageBoard : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        QString provider;
        QString title;
        int preset = 0; // index in presets()
        bool isOn = false;
    };

    explicit OutageBoard(QObject* parent = nullptr);

    const std::vector<FaultPreset>& presets() const { return m_presets; }
    const std::vector<Entry>& entries() const { return m_entries; } // in chain order

    void followChain(const Chain& chain);
    void setOn(int entry, bool isOn);
    void setPreset(int entry, int preset);
    void haltAll();
    // Switches on the preset of that kind (and status) for every provider that the outage names;
    // false when there is none.
    bool switchOn(const Outage& outage);

    bool hasActive() const;
    std::vector<Outage> active() const;            // ids "outage-<provider>"
    QString summary() const;                       // "1 outage active: OpenAI, 503 errors"
    QString blastRadius(const Chain& chain) const; // "affects 1 of 3 steps"

Q_SIGNALS:
    void entriesChanged();                                            // other providers
    void changed();                                                   // anything
    void activeEdited(const std::vector<understudy::Outage>& active); // what acts is different

private:
    void announceEdit();

    std::vector<FaultPreset> m_presets;
    std::vector<Entry> m_entries;
};

} // namespace understudy
