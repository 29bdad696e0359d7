// The painted timeline as a widget: ties geometry, axis, scene and painter to input. Its table twin
// (TimelineModel in a table view) shares its selection.
#pragma once

#include "ui/timeline/timeline_geometry.h"
#include "ui/timeline/timeline_painter.h"
#include "ui/timeline/timeline_scene.h"

#include <QAbstractScrollArea>

#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QItemSelectionModel;
QT_END_NAMESPACE

namespace understudy {

class LiveRun;

class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TimelineView(const LiveRun& run, QWidget* parent = nullptr);

    // Rows of the model are attempts by number.
    void shareSelection(QItemSelectionModel* selection);
    void reset();   // another run
    void refresh(); // the story grew, or time passed

    void zoomIn();
    void zoomOut();
    void zoomToFit();

    QString selectedText() const; // the selected span as a sentence
    QSize sizeHint() const override;

Q_SIGNALS:
    void spanSelected(const QString& spoken);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void measure(); // metrics from fonts
    void layOut();  // extent and scroll range
    TimelineScene sceneOf(int firstRow, int endRow) const;
    TimelineRow rowOf(int row) const;
    SpanPlace placeAt(QPointF position) const;
    void select(SpanPlace place);
    bool moveSelection(int key);
    SpanPlace stepped(int direction) const;
    void reveal(SpanPlace place);
    void followSelection(int attemptRow);
    TimelinePainter::Look look() const;

    const LiveRun& m_run;
    TimelineGeometry m_geometry;
    std::vector<RowKey> m_rows;
    SpanPlace m_selected;
    std::optional<QPointF> m_dragFrom;
    QItemSelectionModel* m_selection = nullptr;
};

} // namespace understudy
