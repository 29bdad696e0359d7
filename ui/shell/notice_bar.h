// Problems beside the thing they are about, in place of a dialog: a headline and the list.
#pragma once

#include "core/base/problem.h"

#include <QFrame>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace understudy {

class NoticeBar : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    void showProblems(const QString& headline, const Problems& problems);
    void showMessage(const QString& headline, const QString& detail);
    QString text() const;

private:
    QLabel* m_headline;
    QLabel* m_detail;
};

} // namespace understudy
