# cppcheck over every source, by test.sh --long and by lint.sh. Sourced, not run.
say "cppcheck"
cppcheck --quiet --error-exitcode=1 --std=c++20 --language=c++ -j "$(job_count)" -I . \
    --library=packaging/cppcheck.cfg --library=googletest --inline-suppr \
    --suppressions-list=packaging/cppcheck.txt \
    --enable=warning,performance,portability ${folder:-core ui app tests} 2>build/cppcheck.log || {
    cat build/cppcheck.log >&2
    fail "cppcheck found something"
}
