// The chain as a list of painted cards, with drag and drop and a stepper in each card. Emits what
// the hand asked for; the page turns that into edits of the document.
#pragma once

#include "ui/chain/card_layout.h"

#include <QListView>
#include <QVariantAnimation>

#include <cstdint>

namespace understudy {

class ChainCardDelegate;
class ChainModel;

class ChainListView : public QListView
{
    Q_OBJECT

public:
    explicit ChainListView(ChainModel& model, QWidget* parent = nullptr);

    int currentRow() const; // -1 on the end card or when there is none
    void setCurrentRow(int row);
    void setReducedMotion(bool isReduced) { m_isMotionReduced = isReduced; }
    // A dot runs down the thread from one card to the next one that is asked.
    void showSwitch(int fromRow, int toRow);

    CardLayout layoutOf(int row) const; // in viewport coordinates

Q_SIGNALS:
    void triesStepped(int row, int change);
    void currentRowChanged(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;

private:
    struct Touch
    {
        int row = -1;
        CardPart part = CardPart::None;

        bool operator==(const Touch&) const = default;
    };

    Touch touchAt(QPointF position) const;
    void setHovered(Touch touch);
    int dropRowAt(QPointF position) const;
    void openGap(int row);
    void closeGap();
    void drawDropLine(QPainter& painter) const;
    void drawSwitchDot(QPainter& painter) const;

    ChainModel& m_model;
    ChainCardDelegate* m_delegate;
    Touch m_pressed;
    Touch m_hovered;
    int m_dropRow = -1;
    QVariantAnimation m_gap;
    QVariantAnimation m_dot;
    int m_dotFrom = -1;
    int m_dotTo = -1;
    bool m_isMotionReduced = false;
};

} // namespace understudy
