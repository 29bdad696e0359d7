// Labels in the window's few text styles.
#pragma once

#include <QLabel>
#include <QString>

namespace understudy {

QLabel* makeCaption(const QString& text, QWidget* parent);   // names a panel
QLabel* makeTitle(const QString& text, QWidget* parent);     // the one large line
QLabel* makeSoftLabel(const QString& text, QWidget* parent); // small and secondary
QLabel* makeParagraph(const QString& text, QWidget* parent); // wraps

} // namespace understudy
