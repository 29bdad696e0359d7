// Keeps a picture of a widget in the folder that UNDERSTUDY_SHOTS names, if it names one: for eyes.
#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace understudy::test {

void keepPicture(QWidget& widget, const QString& fileName);

} // namespace understudy::test
