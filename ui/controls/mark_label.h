// Small painted widgets without input: a state mark, a provider's tile, hazard stripes.
#pragma once

#include "ui/style/marks.h"

#include <QString>
#include <QWidget>

namespace understudy {

enum class MarkTone : std::uint8_t
{
    Soft,
    Accent,
    Succeeded,
    Failed
};

class MarkLabel : public QWidget
{
    Q_OBJECT

public:
    explicit MarkLabel(QWidget* parent = nullptr);

    void setMark(Mark mark, MarkTone tone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Mark m_mark = Mark::None;
    MarkTone m_tone = MarkTone::Soft;
};

class MonogramLabel : public QWidget
{
    Q_OBJECT

public:
    MonogramLabel(const QString& provider, const QString& title, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_provider;
    QString m_title;
};

class HazardStripes : public QWidget
{
    Q_OBJECT

public:
    explicit HazardStripes(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace understudy
