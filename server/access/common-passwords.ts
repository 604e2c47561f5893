/**
 * Passwords and their stems that attackers try first, lower case. Shorter ones stand here because they are common
 * stems: `passwordProblem` looks for them with digits and signs around.
 */
const words = `
password passw0rd p@ssword p@ssw0rd p@$$word passwort contraseña contrasena mima qwerty qwertz azerty qwertyuiop
qwerty123456 1q2w3e4r5t6y 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t 1qaz2wsx zaq12wsx asdfghjkl zxcvbnm iloveyou
iloveyou1234 letmein letmeinplease welcome welcome12345 administrator admin admin1234567 root superuser monkey
dragon football baseball basketball superman batman princess sunshine shadow master michael jennifer jessica
charlie trustno1 starwars computer internet whatever freedom ginger summer winter spring autumn summer2024
winter2024 changeme changemeplease changeme1234 secret secretsecret default temporary temppassword temp1234temp
test testtest testtesttest testpassword testing guest guestguest login loginlogin user username userpassword
mypassword yourpassword newpassword oldpassword thepassword passwordpassword password1234 password12345
password123456 password1234567 passw0rd1234 company companyname business office customer customers salesforce
salesforce123 sales support manager managerpassword employee microsoft google amazon facebook linkedin
abc123abc123 abcd1234abcd abcdef123456 a1b2c3d4e5f6 aa123456aa12 1234567890ab 123456789012 0123456789ab
112233445566 121212121212 123123123123 123456123456 111111111111 000000000000 666666666666 888888888888
999999999999 woaini woaini1314520 5201314520131 147258369000 159357159357 987654321000 correcthorsebatterystaple
passphrase opensesame opensesame123 hunter2 hunter2hunter2 nothing nothingnothing killer
cheese chocolate cookie cookies banana orange purple yellow liverpool arsenal chelsea manchester barcelona
realmadrid pokemon minecraft matrix hello hellohello helloworld hello123456 goodmorning loveyou lovelove iloveu
sweetheart family familyfamily jordan thomas daniel andrew joshua matthew anthony robert william nicole ashley
amanda hannah michelle samsung samsung1234 nokia iphone android apple ubuntu linux database oracle mysql mariadb
postgres postgresql redis sqlserver mongodb docker kubernetes jenkins gitlab github
`;

export const commonPasswords: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ''));
