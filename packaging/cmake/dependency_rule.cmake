# understudy_forbid_dependency(<target> <regex>): configuring fails when <target> reaches a target
# or library whose name matches, however indirectly. Runs at the end of the root list file, when
# every link is known.
function(understudy_forbid_dependency target pattern)
    cmake_language(EVAL CODE "
        cmake_language(DEFER DIRECTORY [[${CMAKE_SOURCE_DIR}]]
                       CALL understudy_check_dependency [[${target}]] [[${pattern}]])")
endfunction()

function(understudy_check_dependency target pattern)
    set(queue ${target})
    set(seen)
    while(queue)
        list(POP_FRONT queue current)
        if(NOT TARGET ${current})
            continue()
        endif()
        get_target_property(original ${current} ALIASED_TARGET)
        if(original)
            set(current ${original})
        endif()
        if(current IN_LIST seen)
            continue()
        endif()
        list(APPEND seen ${current})
        foreach(property LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
            get_target_property(links ${current} ${property})
            foreach(link IN LISTS links)
                string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" link "${link}")
                if(link MATCHES "${pattern}")
                    message(FATAL_ERROR
                        "${target} must not depend on ${link} (reached through ${current})")
                endif()
                list(APPEND queue ${link})
            endforeach()
        endforeach()
    endwhile()
endfunction()
