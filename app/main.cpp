#include "app/application.h"
#include "app/core_dumps.h"
#include "app/options.h"
#include "app/version.h"

#include <QApplication>

int main(int argc, char** argv)
{
    understudy::refuseCoreDumps();
    QApplication qt(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Understudy"));
    QApplication::setApplicationDisplayName(QStringLiteral("Understudy"));
    QApplication::setApplicationVersion(QString::fromLatin1(understudy::kVersion));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.understudy.Understudy"));
    const understudy::Options options = understudy::parseOptions(qt);
    understudy::Application application(options);
    application.start();
    return QApplication::exec();
}
