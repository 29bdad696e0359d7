#include "ui/shell/hazard_banner.h"

#include "ui/controls/buttons.h"
#include "ui/controls/labels.h"
#include "ui/controls/mark_label.h"
#include "ui/models/chain_document.h"
#include "ui/models/outage_board.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace understudy {

HazardBanner::HazardBanner(OutageBoard& board, const ChainDocument& document, QWidget* parent)
    : QFrame(parent)
    , m_board(board)
    , m_document(document)
    , m_summary(new QLabel(this))
    , m_radius(new QLabel(this))
{
    setObjectName(QStringLiteral("hazardBanner"));
    setProperty("tone", QStringLiteral("hazard"));
    m_summary->setFont(strongFont(m_summary->font()));
    QPushButton* halt = makeButton(tr("Halt all"), ButtonRole::Normal, this);
    halt->setToolTip(tr("Ends every outage (Ctrl+Shift+H)"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kHalfGrid, kHalfGrid, kHalfGrid, kHalfGrid);
    row->setSpacing(kGrid + kHalfGrid);
    row->addWidget(new HazardStripes(this));
    row->addWidget(m_summary);
    row->addWidget(m_radius, 1);
    row->addWidget(halt);
    connect(halt, &QPushButton::clicked, &board, &OutageBoard::haltAll);
    connect(&board, &OutageBoard::changed, this, &HazardBanner::refresh);
    refresh();
}

void HazardBanner::refresh()
{
    m_summary->setText(m_board.summary());
    m_radius->setText(m_board.blastRadius(m_document.chain()));
    setVisible(m_board.hasActive());
}

QString HazardBanner::text() const
{
    return m_summary->text() + QLatin1Char(' ') + m_radius->text();
}

} // namespace understudy
