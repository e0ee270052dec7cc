; Lets apps on the network reach a space that is hosted here, and both programs hear who is there: on
; private and domain networks, never on public ones. The rules name the programs by their fixed paths, so
; that no update makes Windows ask again, and no more than they listen to.

!define PARLEY_RULE "Parley server"
!define PARLEY_FOUND_RULE "Parley on the network"
!define PARLEY_SERVER "$INSTDIR\resources\parley-server.exe"
!define PARLEY_APP "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
!define PARLEY_NETSH "$SYSDIR\netsh.exe advfirewall firewall"

; A name goes for all rules that have it.
!macro parleyRemoveRules
  nsExec::Exec '${PARLEY_NETSH} delete rule name="${PARLEY_RULE}"'
  Pop $0
  nsExec::Exec '${PARLEY_NETSH} delete rule name="${PARLEY_FOUND_RULE}"'
  Pop $0
!macroend

!macro parleyAddRule NAME PROGRAM WHAT
  nsExec::Exec '${PARLEY_NETSH} add rule name="${NAME}" dir=in action=allow \
    program="${PROGRAM}" ${WHAT} profile=private,domain enable=yes'
  Pop $0
!macroend

!macro customInstall
  !insertmacro parleyRemoveRules
  !insertmacro parleyAddRule "${PARLEY_RULE}" "${PARLEY_SERVER}" "protocol=TCP"
  ; Multicast DNS: the server says that it is there, the app hears who else is.
  !insertmacro parleyAddRule "${PARLEY_FOUND_RULE}" "${PARLEY_SERVER}" "protocol=UDP localport=5353"
  !insertmacro parleyAddRule "${PARLEY_FOUND_RULE}" "${PARLEY_APP}" "protocol=UDP localport=5353"
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    !insertmacro parleyRemoveRules
  ${endIf}
!macroend
