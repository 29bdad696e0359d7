// One provider of the chain: a switch that takes it down, and how.
#pragma once

#include "ui/models/outage_board.h"

#include <QWidget>

namespace understudy {

class ChoiceBox;
class SwitchButton;

class OutageRow : public QWidget
{
    Q_OBJECT

public:
    OutageRow(const OutageBoard::Entry& entry, const std::vector<FaultPreset>& presets,
              QWidget* parent = nullptr);

    void showEntry(const OutageBoard::Entry& entry);

Q_SIGNALS:
    void switched(bool isOn);
    void presetChosen(int preset);

private:
    ChoiceBox* m_fault;
    SwitchButton* m_switch;
};

} // namespace understudy
