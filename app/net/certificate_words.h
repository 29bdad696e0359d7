// What is wrong with a server's certificate, in words that name what it says and what to do. Pure:
// the caller tells the time.
#pragma once

#include <QDateTime>
#include <QList>
#include <QSslError>
#include <QString>

#include <string>

namespace understudy {

// Goes on after "the certificate of HOST:PORT ". `errors` must not be empty; the one that explains
// most is told.
std::string certificateWords(const QString& host, const QList<QSslError>& errors,
                             const QDateTime& now);

} // namespace understudy
