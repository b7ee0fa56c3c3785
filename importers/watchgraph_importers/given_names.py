"""Given names that are common in English-language reports: two words that begin with one may name a person.

A list of our own, for caution only: a body that it takes for a person is shown by its role instead of its name.
"""

from typing import Final

_LIST: Final = """
aaron abdul abigail adam adesh adrian ahmed akaki alan albert alberto alejandro aleksandr alessio alex alexander
alexandra alexey alfredo ali alice alicia alina alison alla allan alona alondra amanda amaurie amelia amir amy ana
anastasia andre andrea andreas andrew andy angela anil anna anne annie anthony antonio aparna arian arjun arthur
ashley asia ayelet aythami bar barbara beatriz ben benjamin benji bernard beth betty bill billy blake bob boris brad
brandon brenda brian bruce carl carla carlos carol caroline catherine chad charlotte chen chloe chris christian
christina christopher claire clara craig cynthia daniel daniela danielle darien dasha dave david dazhon deborah
demarco denis dennis derek diana diego divyendra dmitri dmitry dominic donald donna dorothy douglas dylan eddie
edgar eduardo eduards edward egor elena eli eliot elizabeth ellen elon emily emma emmanuel eric erica erik ethan
eugene eva evan evelyn faisal fatima felicity felipe fernando florian frances francesco francis frank franz frauke
fred frederick gabriel gao gary gayathri geeth genesis geoffrey george gerald giorgi giorgia giovanni giulia gloria
grace graciela grant greg gregory guergana guillermo gustavo guy hank hannah hans harold harry harvey hassan heather
heidi helen helena henry herbert howard hugh hugo hussein ian ibrahim igor ilya imran ingrid irina isaac isabel
isabella ivan jack jackelin jackie jacob jake james jamie jan jane janelle janet jared jasmine jason jaswant javier
jay jean jeff jeffrey jenifer jennifer jeremy jerry jesse jessica jim jimmy joan joanna joe joel joffrey johan
johanna john johnny jon jonathan jordan jorge jose josef joseph josh joshua joyce juan judith judy julia julian
juliana julie june justin justine kai kamala karen karl kate katharine katherine kathleen kathryn katie keir keith
kelly ken kenneth kevin khalid kim kimberly kirsten klaus korir krista kristen kurt kyle larissa larry laura lauren
laurence lee leo leon leonard leonardo liam linda lisa liu lorenzo louis louise luca lucas lucia lucy luigi luis
luka lukas lukasz luke lydia maciej magdalena malcolm malique manuel marc marcel marco marcus margaret maria mariana
marie marina mario mariusz mark marta martha martin marvin mary maryam masayuki mateo mathieu matt matteo matthew
matthias maurice mauro max maya megan melanie melissa meri mia michael michal michel michele michelle miguel mike
mikhail milad milan mohamed mohammad mohammed moira monica moritz muhammad murat nabi nan nancy naomi narendra
natalia natalie nathan naung navinder nazir neal neil nicholas nick nicola nicolas nicole nigel nikol nikolai nina
noah noam nora norman ogbogu olga olinda oliver olivia olivier omar oscar pablo pamela pankaj parker patricia
patrick paul paula paulo pavel pedro peter petra phat phil philip philippe phuc pierce pierre pieter pratyusha prem
priya rachel rafael rafaela raj rajesh ralph ram ramil ramon raphael raquel ravi raymond rebecca recep rhema ricardo
richard rick ricky rita ritobrata rob robert roberto rodrigo roger rohit roland ron rona ronald rosa rose ross
roxana roy ruben ruslan russell ruth ryan sagar sam samantha samir samuel sandra sanja sanjay sara sarah scott sean
sebastian serena sergei sergey sergio sewell shan sharese sharon shawn sheila sidhant simon sofia sonia sophia
sophie stefan stein-erik stephan stephanie stephen steve steven stewart stuart sumit sunil suraj susan sven sverker
sylvain sylvia talbert tanishq tara ted teresa theodore theresa thomas thore tim timothy tina tobias tom tommy tony
tracy tristan tyler uwe valentin valentina valery vanessa vera veronica victor victoria vijay vikash vikram viktor
vilma vincent vladimir volodymyr walter wanda wayne wendy whoopi will william wolfgang xavier xi xiaolin yann yannic
yaroslav yasmin yevhen yilun yilung yixin yoon yuen-ler yuki yukun yuri yusuf zachary zhang zhao zico zoe zoey
"""

GIVEN_NAMES: Final = frozenset(_LIST.split())
