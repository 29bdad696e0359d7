#include "ui/dialogs/key_dialog.h"

#include "ui/controls/buttons.h"
#include "ui/controls/labels.h"
#include "ui/controls/mark_label.h"
#include "ui/controls/two_line_delegate.h"
#include "ui/style/metrics.h"
#include "ui/text/describe_key.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace understudy {

namespace {

MarkTone toneOf(KeyState state)
{
    const bool isUsable = state == KeyState::Stored || state == KeyState::Session;
    const bool isBroken = state == KeyState::Denied || state == KeyState::Locked;
    return isUsable ? MarkTone::Succeeded : isBroken ? MarkTone::Failed : MarkTone::Soft;
}

} // namespace

KeyDialog::KeyDialog(QWidget* parent)
    : QDialog(parent)
    , m_list(new QListView(this))
    , m_title(makeTitle({}, this))
    , m_mark(new MarkLabel(this))
    , m_state(makeParagraph({}, this))
    , m_detail(makeSoftLabel({}, this))
    , m_secret(new QLineEdit(this))
    , m_save(makeButton(tr("Save key"), ButtonRole::Primary, this))
    , m_test(makeButton(tr("Test"), ButtonRole::Normal, this))
    , m_remove(makeButton(tr("Remove"), ButtonRole::Normal, this))
{
    setObjectName(QStringLiteral("keyDialog"));
    setWindowTitle(tr("Keys"));
    resize(660, 440);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(
        new TwoLineDelegate(KeyListModel::kDetailRole, KeyListModel::kNameRole, m_list));
    m_list->setAccessibleName(tr("Providers"));
    m_list->setMouseTracking(true);
    m_list->setFixedWidth(240);

    auto* column = new QVBoxLayout;
    buildDetail(column);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    row->setSpacing(3 * kGrid);
    row->addWidget(m_list);
    row->addLayout(column, 1);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &KeyDialog::showCurrent);
    connect(&m_model, &KeyListModel::modelReset, this, [this] { select(currentName()); });
    connect(&m_model, &KeyListModel::dataChanged, this, &KeyDialog::showCurrent);
    showCurrent();
}

void KeyDialog::buildDetail(QVBoxLayout* column)
{
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setObjectName(QStringLiteral("keyField"));
    m_secret->setAccessibleName(tr("New key"));
    m_secret->setPlaceholderText(tr("Paste a key"));
    m_detail->setWordWrap(true);
    auto* label = new QLabel(tr("New key"), this);
    label->setBuddy(m_secret);
    QPushButton* close = makeButton(tr("Close"), ButtonRole::Normal, this);

    auto* state = new QHBoxLayout;
    state->setSpacing(kGrid);
    state->addWidget(m_mark, 0, Qt::AlignTop);
    state->addWidget(m_state, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGrid);
    buttons->addWidget(m_save);
    buttons->addWidget(m_test);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    column->setSpacing(kGrid);
    column->addWidget(m_title);
    column->addLayout(state);
    column->addWidget(m_detail);
    column->addSpacing(kGrid);
    column->addWidget(label);
    column->addWidget(m_secret);
    column->addLayout(buttons);
    column->addStretch(1);
    column->addWidget(
        makeSoftLabel(tr("Keys go to the system's keychain and nowhere else."), this));
    column->addWidget(close, 0, Qt::AlignRight);

    connect(m_secret, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_secret, &QLineEdit::returnPressed, this, &KeyDialog::save);
    connect(m_save, &QPushButton::clicked, this, &KeyDialog::save);
    connect(m_test, &QPushButton::clicked, this, [this] { Q_EMIT testRequested(currentName()); });
    connect(m_remove, &QPushButton::clicked, this,
            [this] { Q_EMIT removeRequested(currentName()); });
    connect(close, &QPushButton::clicked, this, &KeyDialog::hide);
}

void KeyDialog::setEntries(std::vector<KeyEntry> entries)
{
    m_model.setEntries(std::move(entries));
    if (!m_list->currentIndex().isValid()) {
        m_list->setCurrentIndex(m_model.index(0));
    }
}

void KeyDialog::setState(const QString& name, KeyState state, const QString& detail)
{
    m_model.setState(name, state, detail);
}

void KeyDialog::select(const QString& name)
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.entryAt(row)->name == name) {
            m_list->setCurrentIndex(m_model.index(row));
        }
    }
}

QString KeyDialog::currentName() const
{
    return m_list->currentIndex().data(KeyListModel::kNameRole).toString();
}

void KeyDialog::showCurrent()
{
    const KeyEntry* entry = m_model.entryAt(m_list->currentIndex().row());
    m_secret->clear();
    m_secret->setEnabled(entry != nullptr);
    if (entry == nullptr) {
        m_save->setEnabled(false);
        return;
    }
    const bool hasKey = entry->state == KeyState::Stored || entry->state == KeyState::Session;
    m_title->setText(entry->title);
    m_mark->setMark(keyStateMark(entry->state), toneOf(entry->state));
    m_state->setText(keyStateSentence(entry->state));
    m_detail->setText(entry->detail);
    m_detail->setVisible(!entry->detail.isEmpty());
    m_save->setEnabled(false);
    m_save->setText(hasKey ? tr("Replace key") : tr("Save key"));
    m_test->setEnabled(entry->state != KeyState::Missing && entry->state != KeyState::Waiting);
    m_remove->setEnabled(hasKey);
}

void KeyDialog::save()
{
    const QString secret = m_secret->text().trimmed();
    m_secret->clear();
    if (!secret.isEmpty()) {
        Q_EMIT saveRequested(currentName(), secret);
    }
}

void KeyDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    Q_EMIT shown();
}

void KeyDialog::hideEvent(QHideEvent* event)
{
    m_secret->clear();
    QDialog::hideEvent(event);
}

} // namespace understudy
