#include "ui/pages/outage_panel.h"

#include "ui/controls/buttons.h"
#include "ui/controls/labels.h"
#include "ui/models/outage_board.h"
#include "ui/pages/outage_row.h"
#include "ui/style/metrics.h"
#include "ui/text/strings.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace understudy {

OutagePanel::OutagePanel(OutageBoard& board, QWidget* parent)
    : QWidget(parent)
    , m_board(board)
    , m_halt(makeButton(tr("Halt all"), ButtonRole::Quiet, this))
    , m_list(new QVBoxLayout)
{
    m_halt->setToolTip(tr("Ends every outage (Ctrl+Shift+H)"));
    auto* head = new QHBoxLayout;
    head->addWidget(makeCaption(tr("Outages"), this));
    head->addWidget(makeSoftLabel(tr("switch one on, then run again"), this), 1);
    head->addWidget(m_halt);
    m_list->setSpacing(kHalfGrid + 2);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3, 0, 0, 0); // in line with the cards
    column->setSpacing(kHalfGrid);
    column->addLayout(head);
    column->addLayout(m_list);

    connect(m_halt, &QPushButton::clicked, &board, &OutageBoard::haltAll);
    connect(&board, &OutageBoard::entriesChanged, this, &OutagePanel::rebuild);
    connect(&board, &OutageBoard::changed, this, &OutagePanel::showValues);
    rebuild();
}

void OutagePanel::rebuild()
{
    for (OutageRow* row : m_rows) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    for (int i = 0; i < sizeOf(m_board.entries()); ++i) {
        auto* row =
            new OutageRow(m_board.entries()[static_cast<std::size_t>(i)], m_board.presets(), this);
        connect(row, &OutageRow::switched, &m_board, [this, i](bool on) { m_board.setOn(i, on); });
        connect(row, &OutageRow::presetChosen, &m_board,
                [this, i](int preset) { m_board.setPreset(i, preset); });
        m_list->addWidget(row);
        m_rows.push_back(row);
    }
    showValues();
}

void OutagePanel::showValues()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->showEntry(m_board.entries()[i]);
    }
    m_halt->setEnabled(m_board.hasActive());
}

} // namespace understudy
