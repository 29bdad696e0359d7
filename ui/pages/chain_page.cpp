#include "ui/pages/chain_page.h"

#include "ui/chain/chain_list_view.h"
#include "ui/controls/buttons.h"
#include "ui/controls/labels.h"
#include "ui/models/chain_document.h"
#include "ui/models/chain_edits.h"
#include "ui/models/chain_model.h"
#include "ui/pages/outage_panel.h"
#include "ui/style/metrics.h"
#include "ui/text/strings.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace understudy {

ChainPage::ChainPage(ChainDocument& document, ChainModel& model, OutageBoard& board,
                     QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(model)
    , m_list(new ChainListView(model, this))
    , m_name(makeTitle({}, this))
    , m_placeholder(new QWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHead(column);
    column->addSpacing(kGrid - kFocusWidth);
    buildPlaceholder(column);
    column->addWidget(m_list, 1);
    column->addSpacing(kGrid);
    column->addWidget(new OutagePanel(board, this));

    connect(m_list, &ChainListView::triesStepped, this, &ChainPage::stepTriesOf);
    connect(&document, &ChainDocument::edited, this, &ChainPage::follow);
    connect(&document, &ChainDocument::pathChanged, this, &ChainPage::showName);
    follow({});
}

void ChainPage::buildHead(QVBoxLayout* column)
{
    QPushButton* add = makeButton(tr("Add model"), ButtonRole::Quiet, this);
    add->setIcon(markIcon(Mark::Plus));
    add->setToolTip(tr("Add a model below the current card (Ctrl+Shift+A)"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(3, 0, 0, 0); // in line with the cards
    head->addWidget(m_name, 1);
    head->addWidget(add);
    head->addStrut(kHeadHeight);
    column->addLayout(head);
    connect(add, &QPushButton::clicked, this, &ChainPage::addRequested);
}

void ChainPage::buildPlaceholder(QVBoxLayout* column)
{
    auto* box = new QVBoxLayout(m_placeholder);
    box->setContentsMargins(kGrid, kGrid, kGrid, 2 * kGrid);
    QLabel* title = makeParagraph(tr("This chain has no model yet."), m_placeholder);
    QLabel* hint =
        makeSoftLabel(tr("A chain needs at least one before it can run."), m_placeholder);
    QPushButton* add = makeButton(tr("Add a model"), ButtonRole::Primary, m_placeholder);
    box->addWidget(title);
    box->addWidget(hint);
    box->addWidget(add, 0, Qt::AlignLeft);
    column->addWidget(m_placeholder);
    connect(add, &QPushButton::clicked, this, &ChainPage::addRequested);
}

void ChainPage::moveUp()
{
    const int row = m_list->currentRow();
    if (row >= 0) {
        const RowRange step = stepRows(m_document.chain(), row);
        if (step.first > 0) {
            moveTo(row, stepRows(m_document.chain(), step.first - 1).first);
        }
    }
}

void ChainPage::moveDown()
{
    const int row = m_list->currentRow();
    if (row >= 0) {
        const RowRange step = stepRows(m_document.chain(), row);
        if (step.last + 1 < m_document.rowCount()) {
            moveTo(row, stepRows(m_document.chain(), step.last + 1).last + 1);
        }
    }
}

void ChainPage::moveTo(int row, int before) { m_document.moveRow(row, before); }

void ChainPage::stepTries(int change)
{
    if (m_list->currentRow() >= 0) {
        stepTriesOf(m_list->currentRow(), change);
    }
}

void ChainPage::stepTriesOf(int row, int change)
{
    m_document.setTries(row, m_model.card(row).tries + change);
    const ChainCard& card = m_model.card(row);
    Q_EMIT announced(card.tries == 1 ? tr("%1: 1 try").arg(card.title)
                                     : tr("%1: %n tries", "", card.tries).arg(card.title));
}

void ChainPage::toggleEnabled()
{
    const int row = m_list->currentRow();
    if (row >= 0) {
        m_document.setEnabled(row, !m_model.card(row).isEnabled);
        Q_EMIT announced(m_model.card(row).isEnabled
                             ? tr("%1 enabled").arg(m_model.card(row).title)
                             : tr("%1 disabled").arg(m_model.card(row).title));
    }
}

void ChainPage::duplicateCurrent()
{
    const int row = m_list->currentRow();
    if (row >= 0) {
        m_document.duplicateRow(row, stepRows(m_document.chain(), row).last + 1);
    }
}

void ChainPage::removeCurrent()
{
    const int row = m_list->currentRow();
    if (row >= 0) {
        m_document.removeRow(row);
    }
}

void ChainPage::insertModel(const QString& provider, const QString& model)
{
    const int row = m_list->currentRow();
    const int before = row < 0 ? m_document.rowCount() : stepRows(m_document.chain(), row).last + 1;
    m_document.insertModel(before, provider, model);
}

// Keeps the hand on the card that was edited, and says where it went.
void ChainPage::follow(const ChainEdit& edit)
{
    const int count = m_document.rowCount();
    switch (edit.kind) {
    case ChainEdit::Kind::Reset: m_list->setCurrentRow(0); break;
    case ChainEdit::Kind::Insert:
        m_list->setCurrentRow(edit.first);
        Q_EMIT announced(
            tr("%1 added at position %2").arg(m_model.card(edit.first).title).arg(edit.first + 1));
        break;
    case ChainEdit::Kind::Remove:
        m_list->setCurrentRow(std::clamp(edit.first, 0, std::max(count - 1, 0)));
        Q_EMIT announced(tr("Removed. Ctrl+Z brings it back."));
        break;
    case ChainEdit::Kind::Move: {
        const int length = edit.last - edit.first + 1;
        const int row = edit.to > edit.last ? edit.to - length : edit.to;
        m_list->setCurrentRow(row);
        Q_EMIT announced(tr("%1 moved to position %2 of %3")
                             .arg(m_model.card(row).title)
                             .arg(row + 1)
                             .arg(count));
        break;
    }
    case ChainEdit::Kind::Change: break;
    }
    m_placeholder->setVisible(count == 0);
    showName();
}

void ChainPage::showName()
{
    const Chain& chain = m_document.chain();
    m_name->setText(chain.name.empty() ? tr("Untitled chain") : toQString(chain.name));
}

} // namespace understudy
