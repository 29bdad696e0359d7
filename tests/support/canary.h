// A key that must stand nowhere: all the ways in which it could be written down all the same.
#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QList>
#include <QString>
#include <QStringList>

namespace understudy::testing {

// With characters that every kind of escaping treats differently.
inline const QByteArray kCanaryKey = R"(sk-canary"31\41/59+26=53?58&97)";

// What base64 makes of the key in the middle of a longer text that is `before` bytes in: without
// the characters that its neighbours have a part in.
inline QByteArray base64Core(const QByteArray& key, int before, QByteArray::Base64Options options)
{
    const QByteArray padded = QByteArray(before, 'x') + key;
    const qsizetype whole = padded.size() / 3 * 3;
    const qsizetype skipped = before == 0 ? 0 : 4;
    return padded.left(whole).toBase64(options | QByteArray::OmitTrailingEquals).mid(skipped);
}

inline QList<QByteArray> spellingsOf(const QByteArray& key)
{
    QByteArray json = key;
    json.replace('\\', "\\\\").replace('"', "\\\"");
    QByteArray slashedJson = json;
    slashedJson.replace('/', "\\/");
    QByteArray html = key;
    html.replace('&', "&amp;").replace('"', "&quot;");
    QList<QByteArray> spellings{key,         key.toPercentEncoding(),
                                json,        key.toPercentEncoding().toLower(),
                                slashedJson, html,
                                key.toHex(), key.toHex().toUpper()};
    for (int before = 0; before < 3; ++before) {
        spellings << base64Core(key, before, QByteArray::Base64Encoding)
                  << base64Core(key, before, QByteArray::Base64UrlEncoding);
    }
    // Half of it is too much already.
    spellings << key.first(key.size() / 2 + 4);
    return spellings;
}

// The spelling that stands in the bytes; empty when there is none.
inline QByteArray spellingIn(const QByteArray& bytes)
{
    for (const QByteArray& spelling : spellingsOf(kCanaryKey)) {
        if (bytes.contains(spelling)) {
            return spelling;
        }
    }
    return {};
}

// Every file below the folder that holds a spelling, with it.
inline QStringList filesThatSing(const QString& folder)
{
    QStringList files;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        QFile file(entries.next());
        if (!file.open(QIODevice::ReadOnly)) {
            continue; // a socket
        }
        const QByteArray spelling = spellingIn(file.readAll());
        if (!spelling.isEmpty()) {
            files << file.fileName() + QStringLiteral(": ") + QString::fromLatin1(spelling);
        }
    }
    return files;
}

} // namespace understudy::testing
