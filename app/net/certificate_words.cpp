#include "app/net/certificate_words.h"

#include "core/base/check.h"

#include <QSslCertificate>
#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace understudy {

namespace {

enum class Trouble
{
    NotYetValid,
    Expired,
    OtherHost,
    SelfSigned,
    UnknownRoot,
    UnknownIssuer,
    Other
};

// The first that a certificate has is the one to tell: who mends it sees the next one then.
constexpr std::array kTroubles{
    std::pair{QSslError::CertificateNotYetValid, Trouble::NotYetValid},
    std::pair{QSslError::CertificateExpired, Trouble::Expired},
    std::pair{QSslError::SelfSignedCertificate, Trouble::SelfSigned},
    std::pair{QSslError::SelfSignedCertificateInChain, Trouble::UnknownRoot},
    std::pair{QSslError::UnableToGetLocalIssuerCertificate, Trouble::UnknownIssuer},
    std::pair{QSslError::UnableToGetIssuerCertificate, Trouble::UnknownIssuer},
    std::pair{QSslError::UnableToVerifyFirstCertificate, Trouble::UnknownIssuer},
    std::pair{QSslError::HostNameMismatch, Trouble::OtherHost},
};

// A certificate is written by whoever made it: no line breaks, no novels.
std::string shown(const QString& text)
{
    constexpr qsizetype kMost = 100;
    QString clean;
    for (const QChar c : text.left(kMost)) {
        clean += c.isPrint() ? c : QChar(QChar::ReplacementCharacter);
    }
    return clean.isEmpty() ? "?" : clean.toStdString();
}

std::string day(const QDateTime& moment)
{
    return moment.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'")).toStdString();
}

std::string nameOf(const QStringList& commonName) { return shown(commonName.value(0)); }

std::string hostsOf(const QSslCertificate& certificate)
{
    QStringList hosts = certificate.subjectAlternativeNames().values();
    if (hosts.isEmpty()) {
        hosts = certificate.subjectInfo(QSslCertificate::CommonName);
    }
    hosts.sort();
    return shown(hosts.mid(0, 3).join(QStringLiteral(", ")));
}

std::string wordsOf(Trouble trouble, const QSslError& error, const QString& host,
                    const QDateTime& now)
{
    const QSslCertificate certificate = error.certificate();
    const std::string issuer = nameOf(certificate.issuerInfo(QSslCertificate::CommonName));
    const std::string clock = "this computer's clock says " + day(now);
    switch (trouble) {
    case Trouble::NotYetValid:
        return "is valid only from " + day(certificate.effectiveDate()) + " on, and " + clock +
               ": set the clock";
    case Trouble::Expired:
        return "expired on " + day(certificate.expiryDate()) + " and " + clock +
               ": the provider must renew it, unless the clock is wrong";
    case Trouble::OtherHost:
        return "is for " + hostsOf(certificate) + ", not for " + host.toStdString() +
               ": check the base URL";
    case Trouble::SelfSigned:
        return "is signed by itself (" +
               nameOf(certificate.subjectInfo(QSslCertificate::CommonName)) +
               ") and not trusted: add it to this computer's authorities if it is yours";
    case Trouble::UnknownRoot:
        return "comes from the authority " + issuer +
               ", which is not trusted: add it to this computer's authorities if it is yours";
    case Trouble::UnknownIssuer:
        return "is not trusted, since its issuer " + issuer +
               " is not known here: the server leaves out a certificate in between, or its "
               "authority must be added to this computer's";
    case Trouble::Other: break;
    }
    return "is not trusted: " + error.errorString().toStdString();
}

} // namespace

std::string certificateWords(const QString& host, const QList<QSslError>& errors,
                             const QDateTime& now)
{
    US_CHECK(!errors.isEmpty());
    for (const auto& [kind, trouble] : kTroubles) {
        const auto found =
            std::find_if(errors.begin(), errors.end(), [wanted = kind](const QSslError& error) {
                return error.error() == wanted;
            });
        if (found != errors.end()) {
            return wordsOf(trouble, *found, host, now);
        }
    }
    return wordsOf(Trouble::Other, errors.first(), host, now);
}

} // namespace understudy
