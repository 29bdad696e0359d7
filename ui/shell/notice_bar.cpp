#include "ui/shell/notice_bar.h"

#include "ui/controls/buttons.h"
#include "ui/controls/labels.h"
#include "ui/controls/mark_label.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/text/strings.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

namespace understudy {

namespace {

constexpr int kMostLines = 6; // more would push the chain off the screen

} // namespace

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent)
    , m_headline(makeParagraph({}, this))
    , m_detail(makeParagraph({}, this))
{
    setObjectName(QStringLiteral("noticeBar"));
    setProperty("tone", QStringLiteral("problem"));
    m_headline->setFont(strongFont(m_headline->font()));
    m_detail->setFont(smallFont(m_detail->font()));
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* mark = new MarkLabel(this);
    mark->setMark(Mark::Cross, MarkTone::Failed);
    QPushButton* dismiss = makeIconButton(Mark::Cross, tr("Dismiss"), this);

    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_headline);
    texts->addWidget(m_detail);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kGrid + kHalfGrid, kGrid, kHalfGrid, kGrid);
    row->setSpacing(kGrid);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(dismiss, 0, Qt::AlignTop);
    connect(dismiss, &QPushButton::clicked, this, &NoticeBar::hide);
    hide();
}

void NoticeBar::showProblems(const QString& headline, const Problems& problems)
{
    QStringList lines;
    for (const Problem& problem : problems) {
        if (lines.size() == kMostLines) {
            lines += tr("and %n more", "", sizeOf(problems) - kMostLines);
            break;
        }
        lines += toQString(formatProblem({}, problem));
    }
    showMessage(headline, lines.join(QLatin1Char('\n')));
}

void NoticeBar::showMessage(const QString& headline, const QString& detail)
{
    m_headline->setText(headline);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    show();
}

QString NoticeBar::text() const
{
    return m_headline->text() + QLatin1Char('\n') + m_detail->text();
}

} // namespace understudy
