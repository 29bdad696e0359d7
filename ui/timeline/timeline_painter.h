// Draws a timeline scene in the state language: every state has its own shape and word, colour
// comes last.
#pragma once

#include "ui/timeline/timeline_geometry.h"
#include "ui/timeline/timeline_scene.h"

#include <QFont>
#include <QRectF>
#include <QString>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace understudy {

struct Colours;

// A span by its place, -1 for none.
struct SpanPlace
{
    int row = -1;
    int span = -1;

    bool operator==(const SpanPlace&) const = default;
};

class TimelinePainter
{
public:
    struct Look
    {
        QFont label; // row labels and the axis
        QFont bar;   // words in bars
        SpanPlace selected;
    };

    TimelinePainter(const TimelineGeometry& geometry, const Colours& colours, const Look& look);

    void drawAxis(QPainter& painter) const;
    void draw(QPainter& painter, const TimelineScene& scene) const; // above the axis
    // What "nothing yet" looks like: a faint run and a line of text.
    void drawEmpty(QPainter& painter, const QString& hint) const;

private:
    void drawRow(QPainter& painter, const TimelineRow& row, int index) const;
    void drawLabel(QPainter& painter, const QString& text, int index) const;
    // These answer whether the span's word found room.
    bool drawSpan(QPainter& painter, const TimelineSpan& span, const QRectF& bar) const;
    bool drawWaiting(QPainter& painter, const TimelineSpan& span, const QRectF& bar) const;
    bool drawSolid(QPainter& painter, const TimelineSpan& span, const QRectF& bar,
                   const QColor& colour) const;
    bool drawFailed(QPainter& painter, const TimelineSpan& span, const QRectF& bar) const;
    bool drawBroken(QPainter& painter, const TimelineSpan& span, const QRectF& bar) const;
    bool drawBackOff(QPainter& painter, const TimelineSpan& span, const QRectF& bar) const;
    bool drawCancelled(QPainter& painter, const TimelineSpan& span, const QRectF& bar) const;
    bool drawSkipped(QPainter& painter, const TimelineSpan& span, const QRectF& bar) const;
    bool drawWord(QPainter& painter, const TimelineSpan& span, const QRectF& box,
                  const QColor& colour) const;
    void drawHomeless(QPainter& painter, const TimelineSpan& span, const QRectF& last) const;
    void drawInjected(QPainter& painter, const QRectF& bar, int index) const;
    void drawLink(QPainter& painter, const TimelineLink& link) const;
    void drawPlayhead(QPainter& painter, Duration now) const;
    double markSize() const; // of signs in bars
    double wordWidth(const TimelineSpan& span) const;

    const TimelineGeometry& m_geometry;
    const Colours& m_colours;
    const Look& m_look;
};

// Where a span's bar lies; never narrower than can be seen.
QRectF spanRect(const TimelineGeometry& geometry, const TimelineSpan& span, int row);

} // namespace understudy
