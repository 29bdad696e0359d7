#include "ui/pages/outage_row.h"

#include "ui/controls/choice_box.h"
#include "ui/controls/mark_label.h"
#include "ui/controls/switch_button.h"
#include "ui/style/metrics.h"

#include <QHBoxLayout>
#include <QLabel>

namespace understudy {

OutageRow::OutageRow(const OutageBoard::Entry& entry, const std::vector<FaultPreset>& presets,
                     QWidget* parent)
    : QWidget(parent)
    , m_fault(new ChoiceBox(this))
    , m_switch(new SwitchButton(this))
{
    auto* name = new QLabel(entry.title, this);
    name->setBuddy(m_switch);
    for (const FaultPreset& preset : presets) {
        m_fault->addItem(preset.label);
        m_fault->setItemData(m_fault->count() - 1, preset.effect, Qt::ToolTipRole);
    }
    m_fault->setAccessibleName(tr("Fault of %1").arg(entry.title));
    m_fault->setMinimumContentsLength(14);
    m_switch->setAccessibleName(tr("Outage of %1").arg(entry.title));
    m_switch->setToolTip(tr("Take %1 down, at once").arg(entry.title));
    m_switch->setObjectName(QStringLiteral("outageSwitch.") + entry.provider);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGrid + kHalfGrid);
    row->addWidget(new MonogramLabel(entry.provider, entry.title, this));
    row->addWidget(name, 1);
    row->addWidget(m_fault, 2);
    row->addWidget(m_switch);

    connect(m_switch, &SwitchButton::clicked, this, &OutageRow::switched);
    connect(m_fault, &ChoiceBox::activated, this, &OutageRow::presetChosen);
    showEntry(entry);
}

void OutageRow::showEntry(const OutageBoard::Entry& entry)
{
    m_switch->setChecked(entry.isOn);
    m_fault->setCurrentIndex(entry.preset);
}

} // namespace understudy
