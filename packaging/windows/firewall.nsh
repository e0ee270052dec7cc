; Lets apps on the network reach a space that is hosted here: on private and domain networks, never on
; public ones. The rule names the server by its fixed path, so that no update makes Windows ask again.

!define PARLEY_RULE "Parley server"
!define PARLEY_SERVER "$INSTDIR\resources\parley-server.exe"

!macro parleyRemoveRule
  nsExec::Exec 'netsh advfirewall firewall delete rule name="${PARLEY_RULE}"'
  Pop $0
!macroend

!macro customInstall
  !insertmacro parleyRemoveRule
  nsExec::Exec 'netsh advfirewall firewall add rule name="${PARLEY_RULE}" dir=in action=allow \
    program="${PARLEY_SERVER}" profile=private,domain enable=yes'
  Pop $0
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    !insertmacro parleyRemoveRule
  ${endIf}
!macroend
