<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AlarmControl</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlarmPanel</name>
    <message numerus="yes">
        <source>No alarm of this kind; %Ln of others.</source>
        <translation>
            <numerusform>No alarm of this kind; %Ln of others.</numerusform>
            <numerusform>No alarm of this kind; %Ln of others.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkControl</name>
    <message numerus="yes">
        <source>For %Ln marked case(s)</source>
        <translation>
            <numerusform>For %Ln marked case</numerusform>
            <numerusform>For %Ln marked cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: taken back for %Ln case(s)</source>
        <translation>
            <numerusform>{0}: taken back for %Ln case</numerusform>
            <numerusform>{0}: taken back for %Ln cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %Ln stay(s), see the list</source>
        <translation>
            <numerusform>; %Ln stays, see the list</numerusform>
            <numerusform>; %Ln stay, see the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln case</numerusform>
            <numerusform>%Ln cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %Ln not done, see the list</source>
        <translation>
            <numerusform>; %Ln not done, see the list</numerusform>
            <numerusform>; %Ln not done, see the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) copied</source>
        <translation>
            <numerusform>%Ln row copied</numerusform>
            <numerusform>%Ln rows copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message numerus="yes">
        <source>%Ln open case(s)</source>
        <translation>
            <numerusform>%Ln open case</numerusform>
            <numerusform>%Ln open cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln case</numerusform>
            <numerusform>%Ln cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkStrip</name>
    <message numerus="yes">
        <source>%Ln done</source>
        <translation>
            <numerusform>%Ln done</numerusform>
            <numerusform>%Ln done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln taken back</source>
        <translation>
            <numerusform>%Ln taken back</numerusform>
            <numerusform>%Ln taken back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay(s) as done</source>
        <translation>
            <numerusform>%Ln stays as done</numerusform>
            <numerusform>%Ln stay as done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not possible</source>
        <translation>
            <numerusform>%Ln not possible</numerusform>
            <numerusform>%Ln not possible</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not reached</source>
        <translation>
            <numerusform>%Ln not reached</numerusform>
            <numerusform>%Ln not reached</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CasePanel</name>
    <message numerus="yes">
        <source>Course · %Ln step(s)</source>
        <translation>
            <numerusform>Course · %Ln step</numerusform>
            <numerusform>Course · %Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChartPanel</name>
    <message numerus="yes">
        <source>%Ln reported</source>
        <translation>
            <numerusform>%Ln reported</numerusform>
            <numerusform>%Ln reported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n late with an appeal granted</source>
        <translation>
            <numerusform>; %n late with an appeal granted</numerusform>
            <numerusform>; %n late with an appeal granted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other %Ln community(ies)</source>
        <translation>
            <numerusform>Other %Ln community</numerusform>
            <numerusform>Other %Ln communities</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other %Ln class(es)</source>
        <translation>
            <numerusform>Other %Ln class</numerusform>
            <numerusform>Other %Ln classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other %Ln stage(s)</source>
        <translation>
            <numerusform>Other %Ln stage</numerusform>
            <numerusform>Other %Ln stages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln case</numerusform>
            <numerusform>%Ln cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln result</numerusform>
            <numerusform>%Ln results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided now</source>
        <translation>
            <numerusform>%Ln decided now</numerusform>
            <numerusform>%Ln decided now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided just now; each is a fact in the course of its case.</source>
        <translation>
            <numerusform>%Ln decided just now; it is a fact in the course of its case.</numerusform>
            <numerusform>%Ln decided just now; each is a fact in the course of its case.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%Ln alarm(s)/h</source>
        <translation>
            <numerusform>%Ln alarm/h</numerusform>
            <numerusform>%Ln alarms/h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It rang %Ln time(s) in the last hour: {0}. Up to 6 an hour are acceptable for one operator, more than 12 cannot be managed (EEMUA 191, ISA-18.2).</source>
        <translation>
            <numerusform>It rang %Ln time in the last hour: {0}. Up to 6 an hour are acceptable for one operator, more than 12 cannot be managed (EEMUA 191, ISA-18.2).</numerusform>
            <numerusform>It rang %Ln times in the last hour: {0}. Up to 6 an hour are acceptable for one operator, more than 12 cannot be managed (EEMUA 191, ISA-18.2).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> + %Ln extension(s)</source>
        <translation>
            <numerusform> + %Ln extension</numerusform>
            <numerusform> + %Ln extensions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln step(s) before it</source>
        <translation>
            <numerusform>and %Ln step before it</numerusform>
            <numerusform>and %Ln steps before it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln act(s) that were built on it are settled with it.</source>
        <translation>
            <numerusform>%Ln act that was built on it is settled with it.</numerusform>
            <numerusform>%Ln acts that were built on it are settled with it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} · %Ln photo(s)</source>
        <translation>
            <numerusform>{0} · %Ln photo</numerusform>
            <numerusform>{0} · %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more in the file for programs</source>
        <translation>
            <numerusform>… and %Ln more in the file for programs</numerusform>
            <numerusform>… and %Ln more in the file for programs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) still to be sent; every change is at the city platform.</source>
        <translation>
            <numerusform>%Ln photo still to be sent; every change is at the city platform.</numerusform>
            <numerusform>%Ln photos still to be sent; every change is at the city platform.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) waiting</source>
        <translation>
            <numerusform>%Ln change waiting</numerusform>
            <numerusform>%Ln changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) with them</source>
        <translation>
            <numerusform>%Ln photo with them</numerusform>
            <numerusform>%Ln photos with them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln case</numerusform>
            <numerusform>%Ln cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored: {0} · {1}, as of {2}. What came later comes from the city platform; %Ln change(s) of then wait to be sent.</source>
        <translation>
            <numerusform>Restored: {0} · {1}, as of {2}. What came later comes from the city platform; %Ln change of then waits to be sent.</numerusform>
            <numerusform>Restored: {0} · {1}, as of {2}. What came later comes from the city platform; %Ln changes of then wait to be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>extended %Ln time(s), before that {0}</source>
        <translation>
            <numerusform>extended %Ln time, before that {0}</numerusform>
            <numerusform>extended %Ln times, before that {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>extended %Ln time(s)</source>
        <translation>
            <numerusform>extended %Ln time</numerusform>
            <numerusform>extended %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deferred %Ln time(s)</source>
        <translation>
            <numerusform>deferred %Ln time</numerusform>
            <numerusform>deferred %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>returned %Ln time(s)</source>
        <translation>
            <numerusform>returned %Ln time</numerusform>
            <numerusform>returned %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reworked %Ln time(s)</source>
        <translation>
            <numerusform>reworked %Ln time</numerusform>
            <numerusform>reworked %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} urgent hour(s)</source>
        <translation>
            <numerusform>{0} urgent hour</numerusform>
            <numerusform>{0} urgent hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} work hour(s)</source>
        <translation>
            <numerusform>{0} work hour</numerusform>
            <numerusform>{0} work hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} work day(s)</source>
        <translation>
            <numerusform>{0} work day</numerusform>
            <numerusform>{0} work days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} natural day(s)</source>
        <translation>
            <numerusform>{0} natural day</numerusform>
            <numerusform>{0} natural days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} urgent day(s)</source>
        <translation>
            <numerusform>{0} urgent day</numerusform>
            <numerusform>{0} urgent days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DispatchDialog</name>
    <message numerus="yes">
        <source>%Ln open case(s)</source>
        <translation>
            <numerusform>%Ln open case</numerusform>
            <numerusform>%Ln open cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileControl</name>
    <message numerus="yes">
        <source>Dry run: %Ln case(s) would be taken, {0} known, {1} refused. Nothing was taken.</source>
        <translation>
            <numerusform>Dry run: %Ln case would be taken, {0} known, {1} refused. Nothing was taken.</numerusform>
            <numerusform>Dry run: %Ln cases would be taken, {0} known, {1} refused. Nothing was taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new case(s) taken, {0} known, {1} refused.</source>
        <translation>
            <numerusform>%Ln new case taken, {0} known, {1} refused.</numerusform>
            <numerusform>%Ln new cases taken, {0} known, {1} refused.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PackageControl</name>
    <message numerus="yes">
        <source>%Ln change(s) written into {0}. Carry it to the city platform.</source>
        <translation>
            <numerusform>%Ln change written into {0}. Carry it to the city platform.</numerusform>
            <numerusform>%Ln changes written into {0}. Carry it to the city platform.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Photos with it: %Ln.</source>
        <translation>
            <numerusform>Photos with it: %Ln.</numerusform>
            <numerusform>Photos with it: %Ln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) are left for later.</source>
        <translation>
            <numerusform>%Ln photo is left for later.</numerusform>
            <numerusform>%Ln photos are left for later.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) could not be read.</source>
        <translation>
            <numerusform>%Ln photo could not be read.</numerusform>
            <numerusform>%Ln photos could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fact(s) taken from the package.</source>
        <translation>
            <numerusform>%Ln fact taken from the package.</numerusform>
            <numerusform>%Ln facts taken from the package.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoTray</name>
    <message numerus="yes">
        <source>%Ln not taken</source>
        <translation>
            <numerusform>%Ln not taken</numerusform>
            <numerusform>%Ln not taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintControl</name>
    <message numerus="yes">
        <source>%Ln marked case(s)</source>
        <translation>
            <numerusform>%Ln marked case</numerusform>
            <numerusform>%Ln marked cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s) of this queue</source>
        <translation>
            <numerusform>%Ln case of this queue</numerusform>
            <numerusform>%Ln cases of this queue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln case(s) of this queue</source>
        <translation>
            <numerusform>The first %Ln case of this queue</numerusform>
            <numerusform>The first %Ln cases of this queue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved: {0} · %Ln page(s)</source>
        <translation>
            <numerusform>Saved: {0} · %Ln page</numerusform>
            <numerusform>Saved: {0} · %Ln pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Given to the printer {0} · %Ln page(s)</source>
        <translation>
            <numerusform>Given to the printer {0} · %Ln page</numerusform>
            <numerusform>Given to the printer {0} · %Ln pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintDialog</name>
    <message numerus="yes">
        <source>%Ln cop.</source>
        <translation>
            <numerusform>%Ln copy</numerusform>
            <numerusform>%Ln copies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message numerus="yes">
        <source>%Ln new case(s) · show</source>
        <translation>
            <numerusform>%Ln new case · show</numerusform>
            <numerusform>%Ln new cases · show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln case</numerusform>
            <numerusform>%Ln cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} · %Ln marked · Bulk Ctrl+B</source>
        <translation>
            <numerusform>{0} · %Ln marked · Bulk Ctrl+B</numerusform>
            <numerusform>{0} · %Ln marked · Bulk Ctrl+B</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing matches; %Ln case(s) hidden. Esc clears the filter.</source>
        <translation>
            <numerusform>Nothing matches; %Ln case hidden. Esc clears the filter.</numerusform>
            <numerusform>Nothing matches; %Ln cases hidden. Esc clears the filter.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SidePhotos</name>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message numerus="yes">
        <source>%Ln alarm(s) wait to be acknowledged.</source>
        <translation>
            <numerusform>%Ln alarm waits to be acknowledged.</numerusform>
            <numerusform>%Ln alarms wait to be acknowledged.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>{0}: %Ln case(s)</source>
        <translation>
            <numerusform>{0}: %Ln case</numerusform>
            <numerusform>{0}: %Ln cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s) wait to be sent</source>
        <translation>
            <numerusform>%Ln case waits to be sent</numerusform>
            <numerusform>%Ln cases wait to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) waiting</source>
        <translation>
            <numerusform>%Ln change waiting</numerusform>
            <numerusform>%Ln changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) still to be sent</source>
        <translation>
            <numerusform>%Ln photo still to be sent</numerusform>
            <numerusform>%Ln photos still to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) still to come</source>
        <translation>
            <numerusform>%Ln photo still to come</numerusform>
            <numerusform>%Ln photos still to come</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln conflict(s) to look at</source>
        <translation>
            <numerusform>%Ln conflict to look at</numerusform>
            <numerusform>%Ln conflicts to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoControl</name>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln case</numerusform>
            <numerusform>%Ln cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ViewsControl</name>
    <message numerus="yes">
        <source>%Ln view(s) taken over</source>
        <translation>
            <numerusform>%Ln view taken over</numerusform>
            <numerusform>%Ln views taken over</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WallWindow</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhistleBoard</name>
    <message numerus="yes">
        <source>%Ln unit(s) overdue</source>
        <translation>
            <numerusform>%Ln unit overdue</numerusform>
            <numerusform>%Ln units overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln open whistle(s)</source>
        <translation>
            <numerusform>%Ln open whistle</numerusform>
            <numerusform>%Ln open whistles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhistleDialog</name>
    <message numerus="yes">
        <source>%Ln unit(s) called</source>
        <translation>
            <numerusform>%Ln unit called</numerusform>
            <numerusform>%Ln units called</numerusform>
        </translation>
    </message>
</context>
</TS>
