// Always there while anything is injected: what, how far it reaches, and the way out.
#pragma once

#include <QFrame>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace understudy {

class ChainDocument;
class OutageBoard;

class HazardBanner : public QFrame
{
    Q_OBJECT

public:
    HazardBanner(OutageBoard& board, const ChainDocument& document, QWidget* parent = nullptr);

    QString text() const;

private:
    void refresh();

    const OutageBoard& m_board;
    const ChainDocument& m_document;
    QLabel* m_summary;
    QLabel* m_radius;
};

} // namespace understudy
