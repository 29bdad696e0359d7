// A failure class in words: a code for a bar, a cause for a sentence, a remedy for a person.
#pragma once

#include "core/plan/error_class.h"
#include "core/record/run_event.h"
#include "ui/style/marks.h"

#include <QString>

#include <cstdint>

namespace understudy {

QString failureCode(ErrorClass errorClass, std::uint16_t status);  // "503", "timeout"
QString failureCause(ErrorClass errorClass, std::uint16_t status); // "HTTP 503"
Mark failureMark(ErrorClass errorClass);
// The most useful thing to do about it; empty when there is nothing to do.
QString failureAdvice(ErrorClass errorClass, const QString& provider);

QString startCauseText(StartCause cause);     // "retry"
QString skipCauseText(SkipCause cause);       // "circuit breaker open"
QString abandonCauseText(AbandonCause cause); // "another lane answered"

} // namespace understudy
